import fc from 'fast-check';
import { sql } from 'drizzle-orm';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { grantRelation, system } from '#core/access/index.ts';
import { transaction } from '#core/context/index.ts';
import { many } from '#core/database/index.ts';
import { xlsxPieces } from '#core/spreadsheet/index.ts';
import { testContext } from '../../../../../tests/setup/context.ts';
import { formSchema } from '../../form.ts';
import { readImport } from '../../import-table.ts';
import { peopleFromCell } from '../../import-people.ts';
import { sampleForm, wordsOf } from '../../testing.ts';
import { confirmImport, deskList, exportJson, previewImport, readImportView } from '../index.ts';
import { claimJob, importJob } from '../job-names.ts';
import { carryOutImport, resumeImports } from './confirm-import.ts';
import { inviteToClaim } from './invite-to-claim.ts';
import { needsThread, readAside } from './read-aside.ts';
import { edition, makeCall, notingJobs, organiser, person, refusalOf, secretary } from '../testing.ts';

const jobs = { ...notingJobs().handlers, [claimJob]: inviteToClaim, [importJob]: carryOutImport };
const ctx = await testContext({ jobs, at: Date.parse('2021-10-10T09:00:00+08:00') });
await makeCall(ctx);
const head = [
	'External ID',
	'Track',
	'Title',
	'Abstract',
	'Keywords',
	'Authors',
	'Place',
	'On site or online',
	'Student competition',
	'original',
	'Remarks',
];
const authors =
	'Ada Example* <ada@university.example> (University of Examples, FR); 李雷 <li@university.example> (北京理工大学, CN)';
const good = (id: string, title: string) => [
	id,
	'Human health',
	title,
	wordsOf(300),
	'bone; gravity',
	authors,
	'Toulouse (Europe/Paris)',
	'online',
	'yes',
	'yes',
	'no column',
];
const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
const csv = (rows: string[][]) =>
	new TextEncoder().encode([head, ...rows].map((row) => row.map(quoted).join(',')).join('\r\n'));
const look = (bytes: Uint8Array, actor = secretary) =>
	previewImport(ctx, actor, { desk: edition, call: 'abstracts', name: 'list.csv', bytes });
const view = async (bytes: Uint8Array) => readImportView(ctx, secretary, { desk: edition, import: await look(bytes) });
const enter = (id: string, mail = false) =>
	confirmImport(ctx, secretary, { desk: edition, import: id, mail, locale: 'en' });
const mails = async () => Number((await many<{ n: number }>(ctx.db, sql`select count(*)::int as n from mail`))[0]?.n);

describe('a file of applications', () => {
	it('is read first, entered as a whole, and doubles nothing', async () => {
		const before = await mails();
		const id = await look(csv([good('X1', 'Imported one'), good('X2', 'Imported two')]));
		const seen = await readImportView(ctx, secretary, { desk: edition, import: id });
		expect(seen.report).toMatchObject({ total: 2, fit: 2, known: 0, faulty: 0, ignored: ['Remarks'] });
		expect((await deskList(ctx, secretary, { edition })).total).toBe(0);
		expect(await enter(id)).toBe(2);
		expect(await enter(id)).toBe(0);
		const list = await deskList(ctx, secretary, {
			edition,
			query: 'imported entered:yes track:T3 mode:online country:CN words:300',
		});
		expect(list.rows.map((row) => [row.title, row.people])).toEqual([
			['Imported one', 'Ada Example; 李雷'],
			['Imported two', 'Ada Example; 李雷'],
		]);
		expect(await mails()).toBe(before);
		const again = await look(csv([good('X1', 'Imported one'), good('X3', 'Imported three')]));
		expect((await readImportView(ctx, secretary, { desk: edition, import: again })).report).toMatchObject({
			known: 1,
			fit: 1,
		});
		expect(await enter(again)).toBe(1);
		expect((await deskList(ctx, secretary, { edition, query: 'imported' })).total).toBe(3);
	});

	it('without names of its own is known by what it says', async () => {
		const rows = [good('', 'Nameless one')];
		expect(await enter(await look(csv(rows)))).toBe(1);
		expect((await view(csv(rows))).report).toMatchObject({ known: 1, fit: 0 });
	});

	it('says what is wrong by line and column, and then enters nothing', async () => {
		const bad = good('Y2', 'Bad one');
		bad[1] = 'T9';
		bad[3] = wordsOf(10);
		bad[5] = 'Ada Example <ada-at-nowhere> (Somewhere, FR)';
		bad[8] = 'perhaps';
		const id = await look(csv([good('Y1', 'Good one'), bad, good('Y1', 'Same id')]));
		const { report } = await readImportView(ctx, secretary, { desk: edition, import: id });
		expect(report).toMatchObject({ total: 3, fit: 1, faulty: 2 });
		const said = report.faults.map(({ line, column, code }) => [line, column, code]);
		expect(said).toContainEqual([3, 'Track', 'unknown-option']);
		expect(said).toContainEqual([3, 'Abstract', 'too-few-words']);
		expect(said).toContainEqual([3, 'Student competition', 'yes-no-wanted']);
		expect(said.some(([line, column]) => line === 3 && column === 'Authors')).toBe(true);
		expect(said).toContainEqual([4, '', 'external-id-twice']);
		expect(await refusalOf(enter(id))).toMatchObject({ kind: 'conflict', code: 'import-faulty' });
		expect((await deskList(ctx, secretary, { edition, query: '"good one"' })).total).toBe(0);
	});

	it('read twice and entered twice at the same moment doubles nothing', async () => {
		const bytes = csv([good('R1', 'Racing one'), good('R2', 'Racing two')]);
		const ids = [await look(bytes), await look(bytes)];
		const entered = await Promise.all(ids.map((id) => enter(id)));
		expect(entered.sort()).toEqual([0, 2]);
	});

	it('that no longer fits the form, as it was changed since it was read, is not entered', async () => {
		await makeCall(ctx, { slug: 'redrawn' });
		const bytes = csv([good('V1', 'Outdated one')]);
		const id = await previewImport(ctx, secretary, { desk: edition, call: 'redrawn', name: 'list.csv', bytes });
		const fields = sampleForm.fields.map((field) => ({ ...field, ...(field.id === 'keywords' ? { min: 5 } : {}) }));
		await makeCall(ctx, { slug: 'redrawn', form: formSchema.parse({ ...sampleForm, fields }) });
		expect(await refusalOf(enter(id))).toMatchObject({ kind: 'conflict', code: 'import-outdated' });
		await makeCall(ctx, { slug: 'redrawn' });
		expect(await enter(id)).toBe(1);
	});

	it('writes to the applicants only where that is wanted', async () => {
		const before = await mails();
		await enter(await look(csv([good('Z1', 'Mailed one')])), true);
		await ctx.runJobs();
		expect(await mails()).toBe(before + 1);
		const [row] = (await deskList(ctx, secretary, { edition, query: '"mailed one"' })).rows;
		// A job that runs twice writes once.
		await inviteToClaim(ctx, { application: row?.id, by: 'secretary', locale: 'en' });
		expect(await mails()).toBe(before + 1);
	});

	it('in which the same stands twice enters it once, and says so beforehand', async () => {
		const rows = [good('', 'Twice the same'), good('', 'Twice the same')];
		const id = await look(csv(rows));
		const { report } = await readImportView(ctx, secretary, { desk: edition, import: id });
		expect(report).toMatchObject({ total: 2, fit: 1, known: 1 });
		expect(await enter(id)).toBe(1);
	});

	it('that is large is read in a thread, to the same end, while others are served', async () => {
		const rows = Array.from({ length: 300 }, (_, i) => good(`L${i}`, `Large ${i}`));
		const bytes = csv([...rows, good('L0', 'Same id')]);
		expect(bytes.length).toBeGreaterThan(500_000);
		let served = 0;
		const beside = setInterval(() => {
			served += 1;
		}, 5);
		const reading = await view(bytes);
		clearInterval(beside);
		expect(reading.report).toMatchObject({ total: 301, fit: 300, faulty: 1 });
		expect(reading.report.faults).toMatchObject([{ line: 302, code: 'external-id-twice' }]);
		expect(served).toBeGreaterThan(5);
		const junk = new TextEncoder().encode(`{"nothing": "${'x'.repeat(200_000)}"}`);
		expect(await refusalOf(look(junk))).toMatchObject({ kind: 'invalid', code: 'file-unreadable' });
		const entering = async (from: readonly string[][]) => {
			const id = await look(csv(from.map((row) => [`${from.length} ${row[0]}`, ...row.slice(1)])));
			return ctx.countStatements(() => enter(id));
		};
		// As many statements for each 250 rows as for one.
		expect(await entering(rows.slice(0, 200))).toBe(await entering(rows.slice(0, 1)));
	});

	it('that is long is entered by a job: as a whole, once, also when the server was killed within it', async () => {
		await grantRelation(ctx, system('test'), 'secretary', 'secretary', { type: 'edition', id: edition });
		const rows = Array.from({ length: 260 }, (_, i) => good(`J${i}`, `Jobbed ${i}`));
		const id = await look(csv(rows));
		const at = () => readImportView(ctx, secretary, { desk: edition, import: id });
		const entered = async () => (await deskList(ctx, secretary, { edition, query: '"jobbed"' })).total;
		const before = await mails();
		expect(await enter(id)).toBe(0);
		expect(await at()).toMatchObject({ state: 'running', refusal: null });
		// Killed: what it had done is undone with its transaction, and the queue still thinks it at work.
		await expect(
			transaction(ctx, async (tx) => {
				await carryOutImport(tx, { import: id });
				throw new Error('the server is gone');
			}),
		).rejects.toThrow('the server is gone');
		expect(await entered()).toBe(0);
		await ctx.byHand(`update pgboss.job set state = 'active', heartbeat_on = now() where name = $1`, [importJob]);
		expect(await resumeImports(ctx)).toBe(1);
		// Whoever presses twice begins nothing twice.
		expect(await enter(id)).toBe(0);
		await ctx.runJobs();
		expect(await at()).toMatchObject({ state: 'done' });
		expect(await entered()).toBe(260);
		await carryOutImport(ctx, { import: id });
		expect(await enter(id)).toBe(0);
		expect(await entered()).toBe(260);
		expect(await resumeImports(ctx)).toBe(0);
		expect(await mails()).toBe(before);
	});

	it('enters nothing by a job when whoever confirmed it has lost his part meanwhile, and says so', async () => {
		const gone = person('gone', { relation: 'secretary', on: 'edition', id: edition });
		const id = await look(csv([good('G1', 'Gone')]), gone);
		await ctx.byHand(`update application_import set begun_at = now(), mail = true, locale = 'en' where id = $1`, [id]);
		const before = await mails();
		await carryOutImport(ctx, { import: id });
		await ctx.runJobs();
		expect(await readImportView(ctx, gone, { desk: edition, import: id })).toMatchObject({
			state: 'read',
			refusal: 'forbidden',
		});
		expect((await deskList(ctx, secretary, { edition, query: 'title:gone' })).total).toBe(0);
		expect(await mails()).toBe(before);
		// It is no more another's to begin than before.
		const others = confirmImport(ctx, secretary, { desk: edition, import: id, mail: false, locale: 'en' });
		expect(await refusalOf(others)).toMatchObject({ kind: 'not-found' });
	});

	it('that is packed is read in a thread however small it is, and one that takes too long is given up', async () => {
		expect(needsThread(csv([good('A', 'One')]))).toBe(false);
		expect(needsThread(new Uint8Array([0x50, 0x4b, 3, 4]))).toBe(true);
		const task = { bytes: new Uint8Array(200_000).fill(97), form: sampleForm, at: { at: 0, zone: 'UTC' }, known: [] };
		expect(await refusalOf(readAside(task, 0))).toMatchObject({ kind: 'too-large', code: 'file-too-large' });
	});

	it('that unpacks to more than is read is called too large, not unreadable', async () => {
		const packed = Buffer.from(zipSync({ 'xl/worksheets/s.xml': new Uint8Array(10) }));
		// What the list at its end says of the part.
		const entry = packed.indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
		packed.writeUInt32LE(201_000_000, entry + 24);
		expect(await refusalOf(look(new Uint8Array(packed)))).toMatchObject({ kind: 'too-large', code: 'file-too-large' });
	});

	it('may be a workbook, or data as an export writes it', async () => {
		const pieces: Uint8Array[] = [];
		for await (const piece of xlsxPieces([{ name: 'A', rows: [head, good('W1', 'Workbook one')] }])) pieces.push(piece);
		expect((await view(new Uint8Array(Buffer.concat(pieces)))).report).toMatchObject({ fit: 1, faulty: 0 });
		let text = '';
		for await (const piece of await exportJson(ctx, secretary, { edition, query: 'imported' })) text += piece;
		const fresh = await view(new TextEncoder().encode(text));
		expect(fresh.report).toMatchObject({ total: 3, fit: 3, faulty: 0 });
	});

	it('is refused where it can’t be read, and from whoever may not enter', async () => {
		const junk = new TextEncoder().encode('{"nothing": 1}');
		expect(await refusalOf(look(junk))).toMatchObject({ code: 'file-unreadable' });
		expect(await refusalOf(look(new Uint8Array([0x50, 0x4b, 1, 2])))).toMatchObject({ code: 'file-unreadable' });
		expect(await refusalOf(look(csv([])))).toMatchObject({ code: 'file-empty' });
		const reviewer = person('r', { relation: 'reviewer', on: 'edition', id: edition });
		expect(await refusalOf(look(csv([good('V1', 'No')]), reviewer))).toMatchObject({ kind: 'forbidden' });
		expect(await refusalOf(look(csv([good('V1', 'No')]), person('p1')))).toMatchObject({ kind: 'not-found' });
		const id = await look(csv([good('V1', 'No')]));
		expect(await refusalOf(readImportView(ctx, organiser, { desk: edition, import: id }))).toMatchObject({
			kind: 'not-found',
		});
	});
});

describe('reading', () => {
	it('never throws, whatever stands in the cells', () => {
		const cell = fc.oneof(
			fc.string({ unit: 'binary', maxLength: 40 }),
			fc.constantFrom('T3', authors, '<a@b.example>', '(', '1. 李雷 (x, CN)', 'yes', '2021-13-99'),
		);
		fc.assert(
			fc.property(fc.array(fc.array(cell, { minLength: 10, maxLength: 12 }), { maxLength: 4 }), (rows) => {
				const source = { head, rows: rows.map((cells, i) => ({ line: i + 2, cells })) };
				const { report } = readImport(source, sampleForm, { at: 0, zone: 'UTC' }, new Set());
				expect(report.total).toBe(rows.length);
				expect(report.fit + report.faulty + report.known).toBe(rows.length);
			}),
			{ numRuns: 80 },
		);
	});

	it('finds people in a cell', () => {
		expect(
			peopleFromCell(
				'1. Li, Wei (presenter) <w@x.example> 0000-0002-1825-0097 (Beijing Institute of Technology, CN)\n2. 王芳',
			),
		).toMatchObject([
			{
				family: 'Li',
				given: 'Wei',
				presenter: true,
				email: 'w@x.example',
				orcid: '0000-0002-1825-0097',
				affiliation: 'Beijing Institute of Technology',
				country: 'CN',
			},
			{ family: '王芳', given: '', presenter: false },
		]);
		expect(peopleFromCell(' ; ')).toEqual([]);
	});
});
