import { createRoot } from 'react-dom/client';
import './app.css';
import { App } from './app.tsx';
import { prepareWords } from './words/words.ts';

// Not awaited here: the words of a language come in files that may import this one's, and would wait for it.
void prepareWords().then(() => {
  const root = document.getElementById('root');
  if (root !== null) createRoot(root).render(<App />);
});
