import type { Translated } from '../namespaces.ts';

const words: Translated<'tokens'> = {
  title: 'Tokens de API',
  yes: 'Sí',
  no: 'No',
  columns: {
    name: 'Nombre',
    role: 'Rol',
    organizations: 'Organizaciones',
    content: 'Lee correo',
    used: 'Último uso',
    expires: 'Expira',
  },
  unused: 'Aún no',
  never: 'Nunca',
  expired: 'Expirado',
  created: 'Creado',
  createdBy: 'Creado por',
  spans: {
    '30d': 'En 30 días',
    '90d': 'En 90 días',
    '365d': 'En un año',
    never: 'Nunca',
  },
  empty: {
    title: 'Aún no hay tokens de API',
    text: 'Un script o un monitor que consulta este servidor trae uno. Dé a cada uno el suyo, con el rol mínimo que baste.',
  },
  add: {
    title: 'Agregar token',
    deed: 'Agregar',
    nameHint: 'Para qué es: supervisión, copia de seguridad.',
    told: 'Ponga este token donde el programa lo lee. No se volverá a mostrar.',
  },
  revoke: {
    title: '¿Revocar {{name}}?',
    text: 'Los programas que lo usan se rechazan enseguida.',
    deed: 'Revocar',
  },
};

export default words;
