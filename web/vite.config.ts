import react from '@vitejs/plugin-react';
import { build, defineConfig, type Rolldown, type UserConfig } from 'vite';

const plain: UserConfig = {
  root: import.meta.dirname,
  plugins: [react()],
  html: { cspNonce: '__CSP_NONCE__' },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    manifest: true,
    target: 'es2023',
    modulePreload: { polyfill: false },
  },
};

/**
 * The modules that come with every page, whichever is opened first. Only a build knows which of a package's are used: this one is thrown away.
 */
async function modulesOfFirst(): Promise<ReadonlySet<string>> {
  const built = await build({
    ...plain,
    configFile: false,
    logLevel: 'silent',
    build: { ...plain.build, write: false, minify: false, reportCompressedSize: false },
  });
  const { output } = built as Rolldown.RolldownOutput;
  const chunks = new Map(output.flatMap((file) => (file.type === 'chunk' ? [[file.fileName, file] as const] : [])));
  const modules = new Set<string>();
  const next = [...chunks.values()].filter(({ isEntry }) => isEntry);
  const seen = new Set(next);
  for (let chunk = next.pop(); chunk !== undefined; chunk = next.pop()) {
    for (const id of chunk.moduleIds) modules.add(id);
    for (const name of chunk.imports) {
      const imported = chunks.get(name);
      if (imported === undefined || seen.has(imported)) continue;
      seen.add(imported);
      next.push(imported);
    }
  }
  return modules;
}

export default defineConfig(async () => {
  const first = await modulesOfFirst();
  const of = (name: string, test: RegExp, priority: number) => ({
    name,
    test: (id: string) => first.has(id) && !id.endsWith('/main.tsx') && test.test(id),
    priority,
    includeDependenciesRecursively: false,
  });
  return {
    ...plain,
    build: {
      ...plain.build,
      rolldownOptions: {
        output: {
          codeSplitting: {
            // A few files instead of the sixty that it would be cut into, which a browser far away asks for six at a time.
            groups: [
              of('frame', /node_modules[\\/](?:react|react-dom|scheduler|i18next|react-i18next)[\\/]/u, 4),
              of('controls', /node_modules/u, 3),
              of('first', /./u, 2),
              // Most pages have these, and those with long lists these: asked for with the first of them.
              { name: 'shared', minShareCount: 23, priority: 1 },
              { name: 'lists', minShareCount: 10, priority: 0 },
            ],
          },
        },
      },
    },
  };
});
