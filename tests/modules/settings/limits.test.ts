import { describe, expect, it } from 'vitest';
import { pdf, png } from '#core/pictures/testing.ts';
import { attachFile, startDraft, submit } from '#modules/calls/server/index.ts';
import { notingJobs, refusalOf } from '#modules/calls/server/testing.ts';
import { makeSmallCall, somebody } from '#modules/calls/server/testing-people.ts';
import { fileLimits, limits } from '../../settings/limits.ts';
import { testContext } from '../../setup/context.ts';

/* Every limit of a question, on the server: what fits is handed in and kept, what does not is refused at its place. */

const ctx = await testContext({ jobs: notingJobs().handlers, at: Date.parse('2021-10-10T09:00:00+08:00') });
const ada = await somebody(ctx, 'ada@limits.example');
const rows = Object.entries(limits).map(([setting, limit], i) => ({ setting, limit, id: `f${i}` }));
type Fields = NonNullable<Parameters<typeof makeSmallCall>[2]>['fields'];
const fields = rows.map(({ limit, id, setting }) => ({
	...limit.field,
	id,
	label: { en: setting, zh: setting },
})) as unknown as Fields;
const call = await makeSmallCall(ctx, 'limits', { fields });

/** Handed in with these answers. */
async function handedIn(of: (row: (typeof rows)[number]) => 'good' | 'bad'): Promise<string> {
	const entries: [string, string][] = [['title', 'Limits']];
	for (const row of rows) for (const [name, value] of row.limit[of(row)]) entries.push([row.id + name, value]);
	const { draft } = await startDraft(ctx, ada, { call, locale: 'en', entries });
	return (await submit(ctx, ada, { draft })).application;
}
const kept = async (application: string) => {
	const [row] = (await ctx.byHand('select answers from application_version where application_id = $1', [application]))
		.rows;
	return Object.keys(row?.answers as object);
};

describe('an answer to a question', () => {
	it('that fits its setting is handed in and kept, each one', async () => {
		expect((await kept(await handedIn(() => 'good'))).sort()).toEqual(['title', ...rows.map(({ id }) => id)].sort());
	});

	it('that is none is not kept', async () => {
		const answers = await kept(await handedIn(({ limit }) => (limit.code === null ? 'bad' : 'good')));
		const dropped = rows.filter(({ limit }) => limit.code === null);
		expect(dropped.length).toBeGreaterThan(0);
		for (const { id, limit } of dropped) expect(answers.includes(id)).toBe(limit.field.kind === 'group');
	});

	const refusal = refusalOf(handedIn(() => 'bad')) as Promise<{ problems: { path: string; code: string }[] }>;
	it.each(rows.filter(({ limit }) => limit.code !== null))(
		'$setting: what does not fit is refused at its place',
		async ({ id, limit }) => {
			const { problems } = await refusal;
			const here = problems.filter(({ path }) => path === id || path.startsWith(`${id}.`));
			expect(here.map(({ code }) => code)).toEqual([limit.code]);
		},
	);
});

const a4 = [595.28, 841.89] as const;
const letter = [612, 792] as const;
const square = [300, 300] as const;
const document = { types: ['application/pdf'], maxBytes: 1_000_000 };
const picture = { types: ['image/png'], maxBytes: 1_000_000 };
type Arrived = [bytes: Uint8Array, mediaType: string];
const file = (...pages: (readonly [number, number])[]): Arrived => [pdf(pages), 'application/pdf'];
const wide = (width: number): Arrived => [png(width, 20), 'image/png'];
/** The settings of a file, with one that fits and one that does not. */
const files: Record<(typeof fileLimits)[number], { field: object; good: Arrived; bad: Arrived; code: string }> = {
	'field.kind=file': {
		field: document,
		good: file(a4),
		bad: [new TextEncoder().encode('text'), 'text/plain'],
		code: 'file-type',
	},
	'field(file).types[]=any': { field: document, good: file(a4), bad: wide(20), code: 'file-type' },
	'field(file).maxBytes=any': {
		field: { ...picture, maxBytes: wide(20)[0].byteLength },
		good: wide(20),
		bad: wide(900),
		code: 'file-too-large',
	},
	'field(file).minPages=given': {
		field: { ...document, minPages: 2 },
		good: file(a4, a4),
		bad: file(a4),
		code: 'too-few-pages',
	},
	'field(file).maxPages=given': {
		field: { ...document, maxPages: 1 },
		good: file(a4),
		bad: file(a4, a4),
		code: 'too-many-pages',
	},
	'field(file).paper=a4': {
		field: { ...document, paper: 'a4' },
		good: file(a4),
		bad: file(letter),
		code: 'wrong-paper',
	},
	'field(file).paper=letter': {
		field: { ...document, paper: 'letter' },
		good: file(letter),
		bad: file(a4),
		code: 'wrong-paper',
	},
	'field(file).paper=a4-or-letter': {
		field: { ...document, paper: 'a4-or-letter' },
		good: file(letter),
		bad: file(square),
		code: 'wrong-paper',
	},
	'field(file).minWidth=given': {
		field: { ...picture, minWidth: 20 },
		good: wide(20),
		bad: wide(19),
		code: 'picture-too-narrow',
	},
};

describe('a file', () => {
	it.each(fileLimits)('%s: what does not fit is refused when it arrives', async (setting) => {
		const { field, good, bad, code } = files[setting];
		const slug = `file-${fileLimits.indexOf(setting)}`;
		const label = { en: 'File', zh: '文件' };
		const own = await makeSmallCall(ctx, slug, { fields: [{ ...field, id: 'file', kind: 'file', label }] as never });
		const { draft } = await startDraft(ctx, ada, { call: own, locale: 'en', entries: [['title', slug]] });
		const attach = async ([bytes, mediaType]: Arrived) => {
			const stored = await ctx.files.put(bytes);
			return attachFile(ctx, ada, { draft, field: 'file', file: { ...stored, name: 'my file', mediaType } });
		};
		expect(await refusalOf(attach(bad))).toMatchObject({ kind: 'invalid', problems: [{ path: 'file', code }] });
		expect((await attach(good)).answer).toMatchObject({ name: 'my file' });
	});
});
