import type { Translated } from '../namespaces.ts';

const words: Translated<'signIns'> = {
  title: 'Intentos de inicio de sesión',
  search: 'Buscar intentos de inicio de sesión',
  placeholder: 'Un nombre',
  refresh: 'Actualizar',
  columns: {
    at: 'Hora',
    outcome: 'Resultado',
    name: 'Nombre',
    how: 'Mediante',
    address: 'Dirección IP',
  },
  outcomes: {
    'signed-in': 'Con sesión iniciada',
    refused: 'Rechazado',
    slowed: 'Frenado',
  },
  how: {
    password: 'Contraseña',
    link: 'Vínculo',
    invitation: 'Invitación',
    token: 'Token de API',
    again: 'De nuevo',
    passkey: 'Clave de acceso',
    sso: 'Inicio de sesión único',
  },
  nobody: 'No hay ningún administrador con ese nombre',
  empty: 'Aún no ha iniciado sesión nadie',
};

export default words;
