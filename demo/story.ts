/** What Alice, Bob and Carol are making. */

/** One commit: text that is put in place of another, or at the end of a file. */
export interface Change {
  readonly subject: string
  readonly file: string
  readonly find?: string
  readonly put: string
}

export interface Project {
  readonly name: string
  readonly description: string
  readonly files: Readonly<Record<string, string>>
  readonly changes: readonly Change[]
}

const rule = (name: string, test: string) => `
export function ${name}(tokens: Tokens): Node {
  ${test}
  return node('${name}', tokens.position)
}
`

export const pocketSql: Project = {
  name: 'pocket-sql',
  description: 'A SQL engine small enough to read in one evening',
  files: {
    'README.md':
      '# pocket-sql\n\nSelect, join and group by, in one evening of reading.\n\n    npm start -- data.csv\n',
    'src/lexer.ts':
      'export type Token = { kind: string; text: string }\n\nexport const KEYWORDS = ["select", "from"]\n',
    'src/parser.ts': "import type { Token } from './lexer.ts'\n",
    'src/planner.ts': 'export const COST_OF_A_ROW = 1\n',
  },
  changes: [
    {
      subject: 'lexer: numbers and strings',
      file: 'src/lexer.ts',
      put: "\nexport const isDigit = (c: string) => c >= '0' && c <= '9'\n",
    },
    {
      subject: 'lexer: where and group by',
      file: 'src/lexer.ts',
      find: '"from"]',
      put: '"from", "where", "group", "by"]',
    },
    {
      subject: 'parser: select lists',
      file: 'src/parser.ts',
      put: rule('parseSelect', "tokens.expect('select')"),
    },
    {
      subject: 'parser: expressions by precedence',
      file: 'src/parser.ts',
      put: rule('parseExpression', 'tokens.skipSpace()'),
    },
    {
      subject: 'planner: scans cost what they read',
      file: 'src/planner.ts',
      put: '\nexport const costOfScan = (rows: number) => rows * COST_OF_A_ROW\n',
    },
    { subject: 'parser: IN lists', file: 'src/parser.ts', put: rule('parseInList', "tokens.expect('(')") },
    {
      subject: 'readme: how to run it',
      file: 'README.md',
      put: '\nTests: `npm test`. They need nothing else.\n',
    },
    {
      subject: 'planner: hash joins for equality',
      file: 'src/planner.ts',
      put: '\nexport const costOfHashJoin = (a: number, b: number) => a + b\n',
    },
  ],
}

export const roomLights: Project = {
  name: 'room-lights',
  description: 'Drives the lights of the room. Please don’t strobe',
  files: {
    'README.md': '# room-lights\n\nScenes for the room. `./lights evening`\n',
    'lights.py': 'UNIVERSE = 1\n\n\ndef fade(channel, to, seconds):\n    pass\n',
  },
  changes: [
    {
      subject: 'scenes: fade, don’t jump',
      file: 'lights.py',
      put: '\n\ndef evening():\n    fade(1, 80, 4)\n',
    },
    {
      subject: 'dmx: address of the ceiling',
      file: 'lights.py',
      find: 'UNIVERSE = 1',
      put: 'UNIVERSE = 1\nCEILING = 24',
    },
  ],
}

export const badgeFirmware: Project = {
  name: 'badge-firmware',
  description: 'What the badges run: names, menus, and a snake',
  files: { 'README.md': '# badge-firmware\n', 'src/main.c': 'int main(void) { return 0; }\n' },
  changes: [
    {
      subject: 'menu: two buttons are enough',
      file: 'src/menu.c',
      put: 'static const char *items[] = {"name", "snake"};\n',
    },
  ],
}

/** Carol's own way, on a branch of hers. */
export const explainTree: readonly Change[] = [
  {
    subject: 'explain: print the plan as a tree',
    file: 'src/explain.ts',
    put: 'export const explain = (plan: Plan) => tree(plan)\n',
  },
  {
    subject: 'explain: costs beside each node',
    file: 'src/explain.ts',
    put: '\nexport const withCost = (node: Plan) => `${node.kind} ${node.cost}`\n',
  },
]

const AREAS = ['parser', 'planner', 'lexer'] as const
const DEEDS = [
  'name what is expected',
  'test the empty case',
  'say it in one line',
  'a clearer error',
  'faster for short input',
]

/** Work never ends: the next commit of somebody, always another one. */
export function nextChange(count: number): Change {
  const area = AREAS[count % AREAS.length]!
  const deed = DEEDS[count % DEEDS.length]!
  return { subject: `${area}: ${deed}`, file: `src/${area}.ts`, put: `\n// ${deed} (${count + 1})\n` }
}
