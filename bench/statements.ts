import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { system } from '../src/core/access/index.ts';
import { many } from '../src/core/database/index.ts';
import { makeSnapshot, snapshotsForDesk, withdrawSignature } from '../src/modules/statements/server/index.ts';
import type { Benchmark, Figure } from './lib/bench.ts';
import { beside, removeFolder, workFolder } from './lib/folder.ts';
import { startInstallation } from './lib/installation.ts';
import { memoryOf } from './lib/processes.ts';
import { fillStatement, missingSignatures, openStatement, signAtRate } from './lib/signing.ts';

const many100k = 100_000;
const perSecond = 50;
const seconds = 60;

const quantile = (values: readonly number[], share: number) =>
	[...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.ceil(share * values.length) - 1)] ?? 0;

export const statements: Benchmark = {
	name: 'statements',
	title: `A statement with ${many100k.toLocaleString('en')} signatories: pages, search, files, PDF; ${perSecond} signatures a second for ${seconds} s, and kill -9 meanwhile`,
	async run(say) {
		const folder = workFolder('statements');
		let server = await startInstallation(join(folder, 'data'));
		let app = await beside(server.dataDir);
		const figures: Figure[] = [];
		try {
			const large = await openStatement(app.ctx, 'large');
			await fillStatement(app.ctx, 'large', many100k);
			say(`${many100k} signatures written`);
			const get = async (path: string) => {
				const began = performance.now();
				const answer = await fetch(server.origin + path);
				const body = await answer.text();
				if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`);
				return { took: performance.now() - began, body };
			};
			const measure = async (
				what: string,
				paths: readonly string[],
				goal: number,
				holds: (body: string) => boolean,
			) => {
				const taken: number[] = [];
				for (const path of paths) {
					const { took, body } = await get(path);
					if (!holds(body)) throw new Error(`${path} does not hold what it should`);
					taken.push(took);
				}
				const value = quantile(taken, 0.95);
				say(`${what}: p50 ${quantile(taken, 0.5).toFixed(0)} ms, p95 ${value.toFixed(0)} ms`);
				figures.push({
					what: `${what}, p95`,
					unit: 'ms',
					value,
					goal: { atMost: goal },
					details: { p50: quantile(taken, 0.5) },
				});
			};
			const base = '/statements/large';
			await get(base);
			// A search in the address is never kept, so each of these is made anew.
			const anew = (path: string) => Array.from({ length: 20 }, (_, i) => `${path}?view=${i}`);
			await measure(
				'page of the statement with counts and chart, not cached',
				anew(base),
				1000,
				(body) => body.includes('90,000') || body.includes('90000'),
			);
			await measure(
				'page of the statement, cached',
				Array.from({ length: 20 }, () => base),
				50,
				(body) => body.includes('90000') || body.includes('90,000'),
			);
			const pages = Array.from({ length: 20 }, (_, i) => `${base}/signatories/${2 + i * 45}`);
			await measure('a page of the list, not cached', pages, 1000, (body) => body.includes('FAMILY'));
			const find = (words: readonly string[]) =>
				words.map((word) => `${base}/signatories?q=${encodeURIComponent(word)}`);
			await measure('search in Latin', find(Array.from({ length: 20 }, (_, i) => `family${100 + i}`)), 1000, (body) =>
				body.includes('FAMILY'),
			);
			await measure(
				'search in Chinese',
				find(Array.from({ length: 20 }, (_, i) => `林${String.fromCodePoint(20_001 + 3 * i)}`)),
				1000,
				(body) => body.includes('林'),
			);
			await measure('search that finds everybody', find(['lakeside', 'professor', 'sample university']), 1500, (body) =>
				body.includes('FAMILY'),
			);
			const before = memoryOf(server.pid).parts[0]?.bytes ?? 0;
			for (const format of ['csv', 'json']) {
				const { took, body } = await get(`${base}/signatories.${format}`);
				const rows = body.split('\n').length;
				if (rows < many100k * 0.9) throw new Error(`${format} has ${rows} rows`);
				figures.push({
					what: `all as ${format.toUpperCase()}`,
					unit: 's',
					value: took / 1000,
					goal: { atMost: 10 },
					details: { MB: body.length / 1e6 },
				});
				say(`${format}: ${(took / 1000).toFixed(1)} s, ${(body.length / 1e6).toFixed(1)} MB`);
			}
			const after = memoryOf(server.pid).parts[0]?.bytes ?? 0;
			figures.push({
				what: 'memory that the server grew by in both',
				unit: 'MB',
				value: Math.max(0, after - before) / 1e6,
				goal: { atMost: 150 },
			});

			const rush = await openStatement(app.ctx, 'rush');
			const reading = { reads: 0, failed: 0, slowest: 0, going: true };
			const readers = (async () => {
				while (reading.going) {
					const from = performance.now();
					const answer = await fetch(`${server.origin}/statements/rush`);
					await answer.arrayBuffer();
					if (answer.status !== 200) reading.failed += 1;
					reading.reads += 1;
					reading.slowest = Math.max(reading.slowest, performance.now() - from);
					await sleep(50);
				}
			})();
			const revision = async () =>
				(
					await many<{ number: number }>(
						app.ctx.db,
						sql`select number from public_revision where scope = ${`statement:${rush}`}`,
					)
				)[0]?.number ?? 0;
			const revisions = await revision();
			const signing = signAtRate(app.ctx, server.origin, 'rush', perSecond, 'rush');
			await sleep(seconds * 1000);
			await signing.stop();
			reading.going = false;
			await readers;
			const rises = (await revision()) - revisions;
			const kept = await missingSignatures(app.ctx, rush, signing.confirmed);
			for (const [how, n] of signing.otherwise) say(`${n} × ${how}`);
			const rate = signing.confirmed.length / seconds;
			say(
				`${signing.confirmed.length} signatures, ${rises} revisions, ${reading.reads} readers, slowest ${reading.slowest.toFixed(0)} ms`,
			);
			figures.push(
				{
					what: `signed and confirmed, over ${seconds} s`,
					unit: 'a second',
					value: rate,
					goal: { atLeast: perSecond * 0.99 },
					details: {
						'form p95, ms': quantile(signing.signing, 0.95),
						'confirm p95, ms': quantile(signing.confirming, 0.95),
					},
				},
				{ what: 'confirmed and lost', unit: '', value: kept.lost.length, goal: { atMost: 0 } },
				{
					what: 'refused or failed',
					unit: '',
					value: [...signing.otherwise.values()].reduce((sum, n) => sum + n, 0),
					goal: { atMost: 0 },
				},
				{
					what: 'times that public pages were made anew for it',
					unit: '',
					value: rises,
					goal: { atMost: seconds + 15 },
				},
				{
					what: 'slowest reader of the page meanwhile',
					unit: 'ms',
					value: reading.slowest,
					details: { reads: reading.reads, failed: reading.failed },
				},
			);

			const killed = signAtRate(app.ctx, server.origin, 'rush', perSecond, 'killed');
			await sleep(4000);
			await server.kill();
			await killed.stop();
			await app.close().catch(() => undefined);
			server = await server.again();
			app = await beside(server.dataDir);
			const survived = await missingSignatures(app.ctx, rush, killed.confirmed);
			say(`kill -9 after ${killed.confirmed.length} confirmed: ${survived.lost.length} lost, ${survived.twice} twice`);
			figures.push(
				{
					what: `confirmed before a kill -9 and lost, of ${killed.confirmed.length}`,
					unit: '',
					value: survived.lost.length,
					goal: { atMost: 0 },
				},
				{ what: 'signed twice after it', unit: '', value: survived.twice, goal: { atMost: 0 } },
			);

			const [one] = await many<{ text: string; family: string }>(
				app.ctx.db,
				sql`select m.text, s.names->>'family' as family from signature s join mail m on m.idempotency_key = 'statement-signed:' || s.id where s.statement_id = ${rush} order by s.position limit 1`,
			);
			const secret = /signatures\/(\w+)/.exec(one?.text ?? '')?.[1] ?? '';
			const shown = async () =>
				(await get('/statements/rush')).body.toLowerCase().includes((one?.family ?? '?').toLowerCase());
			if (!(await shown())) throw new Error('the first signatory is not on the page');
			const taken = performance.now();
			await withdrawSignature(app.ctx, system('benchmark'), { secret });
			while (await shown()) await sleep(5);
			figures.push({
				what: 'from a withdrawal to a cached page without the name',
				unit: 'ms',
				value: performance.now() - taken,
				goal: { atMost: 1000 },
			});
			// Last: it keeps a processor busy for long.
			const began = performance.now();
			await makeSnapshot(app.ctx, system('benchmark'), { statement: large });
			let peak = 0;
			for (;;) {
				const [made] = await snapshotsForDesk(app.ctx, system('benchmark'), { statement: large });
				if (made?.fault) throw new Error(`the PDF could not be set: ${made.fault}`);
				if (made?.digest) {
					const took = (performance.now() - began) / 1000;
					say(`PDF: ${took.toFixed(1)} s, ${((made.bytes ?? 0) / 1e6).toFixed(1)} MB`);
					figures.push(
						{
							what: 'PDF/A of 90,000 names, set in the background',
							unit: 's',
							value: took,
							goal: { atMost: 110 },
							details: { MB: (made.bytes ?? 0) / 1e6 },
						},
						{
							what: 'memory of server, database and typesetting meanwhile, at most',
							unit: 'MB',
							value: peak,
							goal: { atMost: 1000 },
						},
					);
					break;
				}
				peak = Math.max(peak, memoryOf(server.pid).total / 1e6);
				await sleep(500);
			}
			return figures;
		} finally {
			await app.close().catch(() => undefined);
			await server.stop();
			await removeFolder(folder);
		}
	},
};
