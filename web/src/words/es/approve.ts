import type { Translated } from '../namespaces.ts';

const words: Translated<'approve'> = {
  title: 'Aprobar {{name}}',
  titleSeveral_one: 'Aprobar {{count}} dispositivo',
  titleSeveral_other: 'Aprobar {{count}} dispositivos',
  willBe: 'Resultado de la aprobación',
  approve: 'Aprobar',
  approveSeveral_one: 'Aprobar {{count}} dispositivo',
  approveSeveral_other: 'Aprobar {{count}} dispositivos',
  cancel: 'Cancelar',
  details: 'Cámbielo antes, si quiere',
  name: 'Nombre',
  place: 'Lugar',
  owner: 'Dirección del propietario',
  ownerHint: 'Recibe informes cuando el correo del dispositivo no se puede entregar.',
  profile: 'Perfil',
  proposed: 'Como se propone',
  relay: 'Dejar que envíe solo por su dirección, sin iniciar sesión',
  done: '{{name}} puede entrar',
  next: 'Siguiente',
  scanAgain: 'Escanee de nuevo, o imprima un correo de prueba en el dispositivo.',
  watch: 'Verlo en directo',
  close: 'Cerrar',
};

export default words;
