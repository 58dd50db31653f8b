import type { Translated } from '../namespaces.ts';

const words: Translated<'exported'> = {
  export: 'Exportar',
  working: 'Exportando…',
  done_one: 'Se exportó {{shown}} fila.',
  done_other: 'Se exportaron {{shown}} filas.',
  cut: 'Se exportaron {{shown}} filas, el máximo de un archivo. Si hay más, acote la búsqueda y exporte el resto.',
  dismiss: 'Cerrar',
};

export default words;
