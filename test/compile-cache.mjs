// What every test file imports is stripped of its types and compiled once, and not by each of their processes anew.
import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/tests', import.meta.url)));
