import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { inProject } from '../../src/core/paths/index.ts';
import { acts } from '../settings/acts.ts';
import { fileLimits, limits } from '../settings/limits.ts';
import type { Line } from '../settings/line.ts';
import { allSettings } from '../settings/schemas.ts';
import { settingsTable } from '../settings/table.ts';
import { settingsOf } from '../settings/walk.ts';
import { whoReads } from '../settings/who-reads.ts';
import { nodesOf, treeOf } from './sources.ts';

/*
 * The table of settings is whole: every switch, every value of an enumeration and everything else that the schemas of a call let
 * somebody set has its line, and what a line names as its proof is there.
 */

const wanted = [...allSettings()].flatMap(([setting, values]) => [...values].map((value) => `${setting}=${value}`));
const lines = new Map(
	Object.entries(settingsTable).flatMap(([setting, values]) =>
		Object.entries(values).map(([value, line]): [string, Line] => [`${setting}=${value}`, line]),
	),
);
const proofs = [...lines].flatMap(([key, line]) => ('nothing' in line ? [] : [{ key, proof: line.proof }]));

/** The titles of the tests of a file, as they stand there. */
const titles = new Map<string, Set<string>>();
function titlesOf(path: string): Set<string> {
	const known = titles.get(path);
	if (known) return known;
	const found = new Set<string>();
	for (const node of nodesOf(treeOf({ path, text: readFileSync(inProject(path), 'utf8') }))) {
		const title = ts.isCallExpression(node) ? node.arguments[0] : undefined;
		if (!title || !/^(it|test)\b/.test((node as ts.CallExpression).expression.getText())) continue;
		if (ts.isStringLiteralLike(title)) found.add(title.text);
		else if (ts.isTemplateExpression(title)) found.add(title.getText().slice(1, -1));
	}
	titles.set(path, found);
	return found;
}

describe('the table of settings', () => {
	test('has a line for every value of every setting, and none of one that is gone', () => {
		expect([...lines.keys()].filter((key) => !wanted.includes(key))).toEqual([]);
		expect(wanted.filter((key) => !lines.has(key))).toEqual([]);
		expect(wanted.length).toBeGreaterThan(400);
	});

	test('names tests that are there', () => {
		const lost = proofs.flatMap(({ key, proof }) =>
			proof.kind === 'test' && !titlesOf(proof.file).has(proof.title) ? [`${key}: ${proof.file}: ${proof.title}`] : [],
		);
		expect(lost).toEqual([]);
	});

	test('what it says is played is played, and what is played stands in it', () => {
		const played = (kind: 'limit' | 'act') => proofs.filter(({ proof }) => proof.kind === kind).map(({ key }) => key);
		expect(played('limit').sort()).toEqual([...Object.keys(limits), ...fileLimits].sort());
		expect(played('act').sort()).toEqual([...acts].sort());
		const read = new Set(proofs.flatMap(({ proof }) => (proof.kind === 'reads' ? proof.reads : [])));
		const everywhere = ['author', 'unsent', 'message'];
		expect(Object.keys(whoReads).filter((what) => !read.has(what as never) && !everywhere.includes(what))).toEqual([]);
		expect([...read].filter((what) => !(what in whoReads))).toEqual([]);
	});

	test('most of what can deny is not only said', () => {
		for (const [key, line] of lines) {
			const text = 'nothing' in line ? line.nothing : line.denies;
			expect(text, key).not.toBe('');
		}
		expect(proofs.length / lines.size).toBeGreaterThan(0.6);
	});
});

test('a new switch, a new value and a new part of one kind only are found', () => {
	const known = { elsewhere: new Map(), words: new Set<z.ZodType>() };
	const base = { id: z.literal('x') };
	const schema = z.object({
		shown: z.boolean().default(false),
		to: z.enum(['few', 'all']).optional(),
		kinds: z.array(
			z.discriminatedUnion('kind', [
				z.strictObject({ ...base, kind: z.literal('a'), secret: z.boolean().optional() }),
				z.strictObject({ ...base, kind: z.literal('b') }),
			]),
		),
	});
	expect(Object.fromEntries([...settingsOf('s', schema, known)].map(([key, values]) => [key, [...values]]))).toEqual({
		's.shown': ['true', 'false'],
		's.to': ['absent', 'few', 'all'],
		's.kinds[].kind': ['a', 'b'],
		's.kinds[].id': ['x'],
		's.kinds[](a).secret': ['absent', 'true', 'false'],
	});
});
