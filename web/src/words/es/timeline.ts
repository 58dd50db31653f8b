import type { Translated } from '../namespaces.ts';

const words: Translated<'timeline'> = {
  kinds: {
    Receive: 'Recepción',
    Send: 'Envío',
    Deliver: 'Entrega',
    Capture: 'Captura',
    Defer: 'Aplazamiento',
    Fail: 'Error',
    Expand: 'Expansión',
    Transfer: 'Transferencia',
    DSN: 'Informe',
    Drop: 'Descarte',
    Resolved: 'Resolución',
    Reject: 'Rechazo',
    Hold: 'Pausa',
    Quarantine: 'Cuarentena',
    Release: 'Liberación',
    Redirect: 'Redirección',
    Repair: 'Reparación',
    Rewrite: 'Reescritura',
    Screen: 'Comprobación',
    Warning: 'Advertencia',
  },
  none: 'Nada todavía.',
  client: 'Dirección del cliente',
  host: 'Servidor',
  reply: 'Respuesta',
  tls: 'TLS',
  mechanism: 'Inicio de sesión por',
  next: 'Próximo intento',
  by: 'Por',
  report: 'Mostrar el informe, o el mensaje del que trata',
};

export default words;
