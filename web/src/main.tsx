import { createRoot } from 'react-dom/client';
import './app.css';
import { App } from './app.tsx';
import { prepareWords } from './words/words.ts';

// Not awaited at the top: the files of a language may import this one, and then each would wait for the other.
void prepareWords().then(() => {
  const root = document.getElementById('root');
  if (root !== null) createRoot(root).render(<App />);
});
