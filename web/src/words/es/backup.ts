import type { Translated } from '../namespaces.ts';

const words: Translated<'backup'> = {
  title: 'Copia de seguridad',
  text: 'Una copia de seguridad tiene la base de datos, la cola, los buzones y doorpost.yaml. El servidor la hace mientras el correo sigue. Se hace en el propio servidor: desde un explorador nadie puede hacer ni leer una.',
  last: {
    title: 'Última copia de seguridad',
    none: 'Aún no se ha hecho ninguna.',
    noneText:
      'Si se pierde el disco de este servidor, se pierde todo: lo configurado, el correo en espera y los buzones.',
    old: 'La última copia completa tiene más de una semana.',
    failed: 'La última copia de seguridad falló.',
    incomplete: 'A la última copia le falta el contenido de algunos mensajes. Todo lo demás está en ella.',
    good: 'La última copia de seguridad está completa.',
    when: 'Cuándo',
    where: 'Carpeta en el servidor',
    size: 'Tamaño',
    why: 'Motivo',
    whole: 'Última completa',
    never: 'Aún ninguna',
  },
  make: {
    title: 'Hacer una copia ahora',
    text: 'En el servidor. La carpeta debe ser nueva o estar vacía, y el servidor debe poder escribir en ella.',
    container: 'En un contenedor:',
  },
  timer: {
    title: 'Cada noche',
    text: 'Con systemd: guarde estos dos archivos e inicie después el temporizador. Las copias de más de dos semanas se quitan.',
    start: 'Después:',
  },
  keep: {
    title: 'No está en ella',
    text: 'Guárdelos aparte, una vez. Sin secret.key nadie puede usar las contraseñas y claves de una copia, ni siquiera usted.',
    key: 'secret.key, en el directorio de datos',
    certificates: 'Los archivos de certificados que nombra doorpost.yaml',
  },
  restore: {
    title: 'Restaurar',
    text: 'Con el servidor detenido, en un directorio de datos vacío. --hold pone en pausa lo que estaba entonces en cola, porque parte de ello ya se ha entregado.',
  },
};

export default words;
