import { createRoot } from 'react-dom/client';
import './app.css';
import { App } from './app.tsx';
import { prepareWords } from './words/words.ts';

await prepareWords();
const root = document.getElementById('root');
if (root !== null) createRoot(root).render(<App />);
