import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { system } from '#core/access/index.ts';
import { runDue } from '#core/clock/index.ts';
import { inProject } from '#core/paths/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import { importBundle } from '#modules/editions/server/index.ts';
import { plantSignatories, rehearsalDue } from '#modules/rehearsal/server/index.ts';
import { testContext } from '../../../../tests/setup/context.ts';
import {
	countSignatures,
	exportStatement,
	importStatement,
	importStatements,
	listSignatories,
	publicStatement,
	statementDueHandlers,
	statementJobHandlers,
	statementSearch,
} from './index.ts';

const ctx = await testContext({ jobs: statementJobHandlers });
const actor = system('test');
let folder: string;
const slug = 'space-technologies-responding-to-climate-change';

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'statement-'));
	const calls = { save: async () => undefined, read: async () => [], moveWindow: async () => undefined };
	await importBundle(ctx, actor, inProject('editions', 'ipspace-2021'), { calls });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it('the statements of the rehearsal go out at their moment, are samples, and come back the same from an export', async () => {
	const done = await importStatements(ctx, actor, inProject('statements'));
	expect(done.map(({ slug: name, changed }) => [name, changed])).toEqual([
		['ipspace-2021-consensus', true],
		[slug, true],
	]);
	expect(await publicStatement(ctx, slug)).toBeUndefined();
	expect(await statementSearch.subjects(ctx)).toEqual([]);
	const again = await importStatements(ctx, actor, inProject('statements'));
	expect(again.map(({ changed }) => changed)).toEqual([false, false]);
	const one = done[1] as (typeof done)[number];
	await plantSignatories(ctx, { slug, releaseAt: one.releaseAt as number, count: one.rehearsed });
	ctx.setNow((one.releaseAt as number) - 1);
	await runDue(ctx, { ...statementDueHandlers, ...rehearsalDue });
	expect(await publicStatement(ctx, slug)).toBeUndefined();
	ctx.setNow((one.releaseAt as number) + 8 * 86_400_000);
	await runDue(ctx, { ...statementDueHandlers, ...rehearsalDue });
	const found = await publicStatement(ctx, slug);
	expect(found).toMatchObject({ sample: true, version: 1, kind: 'initiative' });
	expect(found?.texts.zh?.title).toBe('空间技术应对气候变化');
	const counts = await countSignatures(ctx, one.id, 1);
	expect(counts.all).toBeGreaterThan(60);
	expect(counts.anonymous).toBeGreaterThan(0);
	expect(counts.organisations).toBeGreaterThan(0);
	expect(Math.min(counts.tiers.institution, counts.tiers.email)).toBeGreaterThan(10);
	const { items } = await listSignatories(ctx, one.id);
	expect(JSON.stringify(items)).not.toContain('Mouse');
	const { rows } = await ctx.byHand("select count(*)::int as n from signature where email not like '%.example'");
	expect(rows).toEqual([{ n: 0 }]);
	expect((await statementSearch.documents(ctx, one.id)).map(({ locale }) => locale)).toEqual(['en', 'zh']);

	const out = join(folder, slug);
	await exportStatement(ctx, slug, out);
	for (const file of ['en.md', 'zh.md']) {
		expect(await readFile(join(out, file), 'utf8')).toBe(await readFile(inProject('statements', slug, file), 'utf8'));
	}
	expect(await importStatement(ctx, actor, out)).toMatchObject({ changed: false });
});

it('a mistake in the file is named with its line, and nothing is written', async () => {
	const dir = join(folder, 'mistaken');
	await exportStatement(ctx, slug, dir);
	const yaml = await readFile(join(dir, 'statement.yaml'), 'utf8');
	await writeFile(join(dir, 'statement.yaml'), yaml.replace('kind: initiative', 'kind: petition'));
	const refused = await importStatement(ctx, actor, dir).catch((error: unknown) => error);
	expect(refused).toBeInstanceOf(Refusal);
	expect((refused as Refusal).problems).toMatchObject([{ path: 'kind', params: { line: 3 } }]);
	expect(await publicStatement(ctx, 'mistaken')).toBeUndefined();
});
