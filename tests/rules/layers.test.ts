import { expect, test } from 'vitest';
import { layerFindings, moduleCycles } from './layers.ts';
import { printed, sourcesBelow } from './sources.ts';

const sources = sourcesBelow('src', ['.ts', '.svelte']);

test('imports follow the arrows', () => {
	expect(sources.length).toBeGreaterThan(100);
	expect(printed(sources.flatMap(layerFindings))).toBe('');
});

test('modules import each other without circles', () => {
	expect(moduleCycles(sources)).toEqual([]);
});

/** Each line breaks the rule on purpose. */
const broken: [path: string, text: string, message: RegExp][] = [
	['src/core/mail/x.ts', "import { a } from '#modules/calls/server/index.ts';", /core must not import modules/],
	['src/core/mail/x.ts', "import { a } from '../../ui/size.ts';", /core must not import ui/],
	['src/ui/x.ts', "import { a } from '#modules/calls/form.ts';", /ui must not import modules/],
	['src/ui/x.svelte', "<script>\nimport { page } from '$app/state';\n</script>", /ui imports the framework/],
	['src/solvers/x.ts', "import { a } from '#core/ids/index.ts';", /solvers must not import core/],
	['src/modules/calls/server/x.ts', "import { error } from '@sveltejs/kit';", /modules imports the framework/],
	['src/modules/calls/server/x.ts', "const a = await import('#modules/letters/server/send.ts');", /is entered through/],
	['src/modules/calls/x.ts', "export { a } from './server/tables.ts';", /pure file imports from a server folder/],
	['src/modules/calls/x.ts', "import { readFileSync } from 'node:fs';", /pure file imports node:fs/],
	[
		'src/modules/calls/ui/X.svelte',
		"<script>\nimport T from '#modules/letters/ui/T.svelte';\n</script>",
		/is entered through/,
	],
	['src/modules/calls/server/x.ts', "import { a } from '../../../routes/home.ts';", /modules must not import routes/],
	['src/app/x.ts', "import { a } from '../../tests/setup/context.ts';", /only tests import tests/],
	['src/routes/+page.server.ts', "import { a } from '#modules/calls/server/tables.ts';", /is entered through/],
];

test.each(broken)('fails for %s: %s', (path, text, message) => {
	expect(printed(layerFindings({ path, text }))).toMatch(message);
});

test('what is allowed passes', () => {
	const good = [
		[
			'src/routes/+page.server.ts',
			"import { a } from '#modules/calls/server/index.ts'; import { b } from '@sveltejs/kit';",
		],
		[
			'src/routes/+page.svelte',
			"<script>\nimport F from '#modules/calls/ui/Form.svelte';\nimport { page } from '$app/state';\n</script>",
		],
		[
			'src/modules/calls/server/x.ts',
			"import { a } from '#modules/editions/bundle/index.ts'; import { readFile } from 'node:fs';",
		],
		['src/modules/calls/x.ts', "import type { Row } from './server/tables.ts';"],
	];
	for (const [path = '', text = ''] of good) expect(printed(layerFindings({ path, text }))).toBe('');
});

test('a circle is found through three modules, types do not close one', () => {
	const files = (last: string) => [
		{ path: 'src/modules/a/server/x.ts', text: "import { b } from '#modules/b/server/index.ts';" },
		{ path: 'src/modules/b/server/x.ts', text: "import { c } from '#modules/c/server/index.ts';" },
		{ path: 'src/modules/c/server/x.ts', text: last },
	];
	expect(moduleCycles(files("import { a } from '#modules/a/server/index.ts';"))).toEqual(['a → b → c → a']);
	expect(moduleCycles(files("import type { A } from '#modules/a/server/index.ts';"))).toEqual([]);
});
