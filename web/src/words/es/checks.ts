import type { Translated } from '../namespaces.ts';

const words: Translated<'checks'> = {
  names: {
    'restricted-sender': 'Remitente restringido',
    'restricted-connector': 'Conector restringido',
    'blocked-address': 'Dirección bloqueada',
    'spam-list': 'Lista de bloqueo: correo no deseado',
    'policy-list': 'Lista de bloqueo: dirección dinámica',
    'own-hello': 'Saluda con nuestro propio nombre',
    'blocked-recipient': 'Destinatario bloqueado',
    'no-author': 'Sin autor legible',
    malware: 'Malware',
    'blocked-author': 'Autor bloqueado',
    'attachment-type': 'Tipo de datos adjuntos',
    'dmarc-reject': 'DMARC: rechazo',
    'virus-scan-failed': 'Sin analizar en busca de malware',
    'dmarc-quarantine': 'DMARC: cuarentena',
    'dmarc-unknown': 'DMARC desconocido',
    unauthenticated: 'Su nombre, sin demostrar',
    'high-confidence-spam': 'Correo no deseado, con seguridad',
    spam: 'Correo no deseado',
    bulk: 'Correo masivo',
    'too-large-to-scan': 'Demasiado grande para analizar',
  },
  done: {
    reject: 'Rechazado',
    defer: 'Aplazado',
    quarantine: 'En cuarentena',
    hold: 'Retenido',
    junk: 'Puesto en Correo no deseado',
    stamp: 'Marcado',
    also: 'Otra comprobación fue antes',
  },
};

export default words;
