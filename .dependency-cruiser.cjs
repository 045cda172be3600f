/**
 * The walls of the house: a file's path says what it may import.
 * Each room names the rooms whose doors are open to it; everything else inside src/ is a wall.
 */
const rooms = {
  '^src/shared/': ['^src/shared/'],
  '^src/main/gtp/': ['^src/main/gtp/', '^src/shared/'],
  '^src/main/engine/': ['^src/main/engine/', '^src/main/gtp/', '^src/shared/'],
  '^src/main/net/': ['^src/main/net/', '^src/main/gtp/', '^src/shared/', '^src/main/engine/types'],
  '^src/main/discovery/': [
    '^src/main/discovery/',
    '^src/main/gtp/',
    '^src/shared/',
    '^src/main/engine/types',
  ],
  '^src/main/tracker/': ['^src/main/tracker/', '^src/main/gtp/', '^src/shared/'],
  '^src/main/git/': ['^src/main/git/', '^src/main/gtp/', '^src/shared/', '^src/main/engine/types'],
  '^src/main/store/': ['^src/main/store/', '^src/main/gtp/', '^src/shared/', '^src/main/engine/types'],
  '^src/main/desktop/': ['^src/main/desktop/', '^src/shared/'],
  '^src/main/host/': ['^src/main/(host|desktop|gtp|engine|net|discovery|tracker|git|store)/', '^src/shared/'],
  '^src/main/control/': ['^src/main/(control|host)/', '^src/shared/'],
  '^src/main/headless/': ['^src/main/(headless|host|control)/', '^src/shared/'],
  '^src/main/cli/': ['^src/main/(cli|host|control)/', '^src/shared/'],
  '^src/main/electron/': ['^src/main/(electron|host|control)/', '^src/shared/'],
  '^src/preload/': ['^src/preload/', '^src/shared/'],
  '^src/renderer/': ['^src/renderer/', '^src/shared/'],
}

const walls = Object.entries(rooms).map(([from, to]) => ({
  name: `wall of ${from.slice(1)}`,
  severity: 'error',
  comment: `${from.slice(1)} may import only ${to.map((path) => path.slice(1)).join(', ')}`,
  from: { path: from },
  to: { path: '^src/', pathNot: to },
}))

const only = (name, to, except, severity = 'error') => ({ name, severity, from: { pathNot: except }, to })

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...walls,
    {
      name: 'shared imports only zod',
      severity: 'error',
      from: { path: '^src/shared/', pathNot: '\\.test\\.ts$' },
      to: {
        dependencyTypesNot: ['local', 'type-only', 'undetermined'],
        pathNot: ['^src/shared/', 'node_modules/zod/'],
      },
    },
    {
      name: 'the pure core imports no Node and no package (gtp/crypto.ts: node:crypto alone)',
      severity: 'error',
      from: { path: '^src/main/(gtp|engine)/', pathNot: ['^src/main/gtp/crypto\\.ts$', '\\.test\\.ts$'] },
      to: { pathNot: '^src/' },
    },
    {
      name: 'gtp/crypto.ts imports node:crypto alone',
      severity: 'error',
      from: { path: '^src/main/gtp/crypto\\.ts$' },
      to: { pathNot: ['^src/', '^(node:)?crypto$'] },
    },
    only(
      'electron stays in its room',
      { path: 'node_modules/electron/|^electron$' },
      '^src/(main/electron|preload)/',
    ),
    only('isomorphic-git stays in git/', { path: 'node_modules/isomorphic-git/' }, '^(src/main/git|test)/'),
    only(
      'git is run from git/ alone',
      { path: '^(node:)?child_process$' },
      '^(src/main/(git|desktop|electron|headless)|test|e2e|scripts|bench|demo|fuzz|soak)/',
    ),
    only(
      'bonjour-service stays in discovery/',
      { path: 'node_modules/bonjour-service/' },
      '^(src/main/discovery|test)/',
    ),
    only(
      'TLS and certificates stay in net/',
      { path: '^(node:)?tls$|node_modules/@peculiar/x509/' },
      '^(src/main/net|test)/',
    ),
    {
      name: 'the renderer knows no Node',
      severity: 'error',
      from: { path: '^src/renderer/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'the renderer takes the contract as types only',
      severity: 'error',
      from: { path: '^src/renderer/' },
      to: { path: '^src/shared/contract', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(out|dist)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
}
