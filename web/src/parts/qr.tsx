/** A QR code as a picture of squares: dark on light in every theme, as cameras want it. */
import { encode } from 'uqr';

interface Props {
  readonly text: string;
  /** What it is, for those who do not see it. */
  readonly label: string;
  /** In px. */
  readonly size?: number;
}

export function Qr({ text, label, size = 200 }: Props) {
  const { data } = encode(text, { border: 2 });
  const path = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join('');
  return (
    <svg role="img" aria-label={label} width={size} height={size} viewBox={`0 0 ${data.length} ${data.length}`}>
      <rect width={data.length} height={data.length} fill="#fff" />
      <path d={path} fill="#000" shapeRendering="crispEdges" />
    </svg>
  );
}
