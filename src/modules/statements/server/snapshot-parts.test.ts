import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { makeSnapshot, snapshotFile, snapshotsOf } from './index.ts';
import { setSnapshot } from './snapshot.ts';
import { releasedForTest, signForTest, statementGround } from './testing.ts';

const { ctx, form } = await statementGround('parts-ground');
const folder = mkdtempSync(join(tmpdir(), 'snapshot-'));
afterAll(() => rmSync(folder, { recursive: true }));

const families = ['Alderson', 'Birchley', 'Cedarholm', 'Dogwoodson', 'Elmhurst'];

/** Five sign; their list is set by so many at a time. */
async function listBy(slug: string, size: number) {
	const one = await releasedForTest(ctx, slug);
	for (const family of families)
		await signForTest(ctx, slug, form({ family, han: family === 'Cedarholm' ? '林雪' : '' }));
	const reference = await makeSnapshot(ctx, one.organiser, { statement: one.id });
	const { rows } = await ctx.byHand('select id from statement_snapshot where reference = $1', [reference]);
	const set = async () => {
		await ctx.byHand('update statement_snapshot set digest = null, file_id = null where reference = $1', [reference]);
		await setSnapshot(ctx, rows[0].id, size);
		return (await snapshotsOf(ctx, one.id))[0]?.digest as string;
	};
	const digest = await set();
	const file = await snapshotFile(ctx, { slug, reference });
	const path = join(folder, `${slug}.pdf`);
	writeFileSync(path, new Uint8Array(await new Response(file?.stream).arrayBuffer()));
	const ask = (tool: string, ...how: string[]) => execFileSync(tool, how, { encoding: 'utf8' });
	return {
		set,
		digest,
		pages: ask('pdftotext', '-layout', path, '-').split('\f').slice(0, -1),
		info: ask('pdfinfo', path),
		metadata: ask('pdfinfo', '-meta', path),
		structure: ask('pdfinfo', '-struct-text', path),
		bookmarks: ask('pdftohtml', '-xml', '-i', '-stdout', path),
	};
}

describe('a list that is set in parts', () => {
	it('is one document: pages in one count, bookmarks, read aloud in one order, the same bytes again', async () => {
		const list = await listBy('five-in-parts', 2);
		expect(list.pages.length).toBe(5);
		expect(list.pages.map((page) => /(\d+)\s*$/.exec(page)?.[1])).toEqual(['1', '2', '3', '4', '5']);
		expect(list.info).toMatch(/Tagged:\s+yes/);
		expect(list.info).toMatch(/Pages:\s+5/);
		expect(list.metadata).toContain('<xmpTPg:NPages>5</xmpTPg:NPages>');
		expect(list.metadata).toContain('<pdfaid:conformance>A</pdfaid:conformance>');
		const wherever = [...list.structure.matchAll(/ALDERSON|BIRCHLEY|CEDARHOLM|DOGWOODSON|ELMHURST/gi)].map(String);
		expect(wherever.map((name) => name.toLowerCase())).toEqual(families.map((name) => name.toLowerCase()));
		expect(list.structure).toContain('林雪');
		expect(list.structure.match(/^Document/gm)).toHaveLength(1);
		const marks = [...list.bookmarks.matchAll(/<item page="(\d+)">([^<]*)<\/item>/g)].map(([, page, title]) => [
			page,
			title,
		]);
		expect(marks.slice(-3)).toEqual([
			['3', 'Signatories'],
			['4', 'Signatories 3–4'],
			['5', 'Signatory 5'],
		]);
		expect(await list.set()).toBe(list.digest);
	});

	it('that changes while it is read is not kept', async () => {
		const one = await releasedForTest(ctx, 'changing');
		for (const family of families) await signForTest(ctx, 'changing', form({ family }));
		const reference = await makeSnapshot(ctx, one.organiser, { statement: one.id });
		const { rows } = await ctx.byHand('select id from statement_snapshot where reference = $1', [reference]);
		const leaving = {
			...ctx,
			typesetter: {
				...ctx.typesetter,
				async inParts(parts: Parameters<typeof ctx.typesetter.inParts>[0]) {
					for await (const part of parts) {
						part(1);
						await ctx.byHand(
							`update signature set is_public = false where statement_id = $1 and position = (select max(position) from signature)`,
							[one.id],
						);
					}
					return new Uint8Array();
				},
			},
		};
		await expect(setSnapshot(leaving, rows[0].id, 2)).rejects.toThrow('changed while it was read');
		expect(await snapshotsOf(ctx, one.id)).toEqual([]);
	});
});
