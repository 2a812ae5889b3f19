import { Agent } from 'node:http';
import { join } from 'node:path';
import { newId } from '../src/core/ids/index.ts';
import { verifyLedger } from '../src/core/ledger/index.ts';
import { formEntries } from '../src/modules/calls/answers.ts';
import { type Applicants, abstractOf, lost, makeApplicants, multipart, post } from './lib/applicants.ts';
import type { Benchmark, Figure } from './lib/bench.ts';
import { beside, prepareRehearsals, removeFolder, startServer, workFolder } from './lib/folder.ts';

const authors = 200;
const seconds = 60;
/** Every so many abstracts the button is pressed twice. */
const doubleClick = 4;

interface Rush {
	/** Of each answered save and submission, in milliseconds. */
	saves: number[];
	submits: number[];
	/** Applications whose receipt was answered, by author. */
	acknowledged: Map<string, string[]>;
	/** The last save that was answered of each draft that was not handed in: its title. */
	open: Map<string, string>;
	otherwise: Map<string, number>;
}

/** One author: writes, is saved twice, hands in, sometimes twice at once, and begins anew, until the time is over. */
async function write(origin: string, agent: Agent, cookie: string, { form }: Applicants, until: number, rush: Rush) {
	const other = (how: string) => rush.otherwise.set(how, (rush.otherwise.get(how) ?? 0) + 1);
	for (let number = 0; performance.now() < until; number += 1) {
		const answers = abstractOf(number);
		let draft = '';
		let revision = 0;
		for (const state of ['begun', 'grown']) {
			const title = `${answers.title} ${state}`;
			const began = performance.now();
			const body = multipart([
				...formEntries(form, { ...answers, title }),
				['draft', draft],
				['revision', String(revision)],
			]);
			const saved = await post(origin, agent, cookie, '/autosave', body).catch((error: Error) => error);
			if (saved instanceof Error || saved.status !== 200) {
				other(`save: ${saved instanceof Error ? saved.message : saved.status}`);
				break;
			}
			rush.saves.push(performance.now() - began);
			({ draft, revision } = JSON.parse(saved.text) as { draft: string; revision: number });
			rush.open.set(draft, title);
		}
		if (draft === '') continue;
		const body = multipart([
			...formEntries(form, answers),
			['draft', draft],
			['revision', String(revision)],
			['once', newId()],
		]);
		const clicks = number % doubleClick === 0 ? 2 : 1;
		const receipts = await Promise.all(
			Array.from({ length: clicks }, async () => {
				const began = performance.now();
				const answer = await post(origin, agent, cookie, '?/submit', body).catch((error: Error) => error);
				if (answer instanceof Error) return other(`submit: ${answer.message}`);
				const id = /\/me\/applications\/([a-z0-9]+)\?submitted=/.exec(answer.location)?.[1];
				if (!id) return other(`submit: ${answer.status}`);
				rush.submits.push(performance.now() - began);
				return id;
			}),
		);
		const ids = [...new Set(receipts.filter((id) => typeof id === 'string'))];
		if (ids.length > 0) rush.open.delete(draft);
		rush.acknowledged.set(cookie, [...(rush.acknowledged.get(cookie) ?? []), ...ids]);
	}
}

/** Of sorted or unsorted figures the one below which so many in a hundred lie. */
function percentile(values: readonly number[], percent: number): number {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? Number.NaN;
}

export const deadlineRush: Benchmark = {
	name: 'deadline-rush',
	title: `${authors} authors who save and submit at once for ${seconds} s, without a pause, some clicking twice`,
	async run(say) {
		const rehearsals = await prepareRehearsals();
		const folder = workFolder('deadline-rush');
		const server = await startServer({ dataDir: rehearsals.copy(join(folder, 'data')) });
		const app = await beside(server.dataDir);
		const agent = new Agent({ keepAlive: true, maxSockets: authors * 2 });
		try {
			const applicants = await makeApplicants(app.ctx, authors);
			const { rows: before } = await app.ctx.database.pool.query('select count(*)::int as n from application');
			const rush: Rush = { saves: [], submits: [], acknowledged: new Map(), open: new Map(), otherwise: new Map() };
			const until = performance.now() + seconds * 1000;
			await Promise.all(
				applicants.cookies.map((cookie) => write(server.origin, agent, cookie, applicants, until, rush)),
			);
			const ids = [...rush.acknowledged.values()].flat();
			for (const [how, n] of rush.otherwise) say(`${n} × ${how}`);
			const gone = await lost(app.ctx, ids);
			const { rows: after } = await app.ctx.database.pool.query('select count(*)::int as n from application');
			const doubled = after[0].n - before[0].n - new Set(ids).size;
			const open = [...rush.open];
			const { rows: kept } = await app.ctx.database.pool.query(
				`select count(*)::int as n from jsonb_to_recordset($1::jsonb) as asked(id text, title text)
				where exists (select from draft d where d.id = asked.id and d.answers->>'title' = asked.title)
					or exists (select from application_version v where v.draft_id = asked.id)`,
				[JSON.stringify(open.map(([id, title]) => ({ id, title })))],
			);
			const ledger = await verifyLedger(app.ctx);
			const times = (values: readonly number[]) => ({ median: percentile(values, 50), p95: percentile(values, 95) });
			return [
				{ what: 'submissions acknowledged', unit: 'a second', value: ids.length / seconds },
				{ what: 'saves acknowledged', unit: 'a second', value: rush.saves.length / seconds },
				{ what: 'submission, p99', unit: 'ms', value: percentile(rush.submits, 99), details: times(rush.submits) },
				{ what: 'save, p99', unit: 'ms', value: percentile(rush.saves, 99), details: times(rush.saves) },
				{ what: `submissions lost, of ${ids.length}`, unit: '', value: gone.length, goal: { atMost: 0 } },
				{ what: 'submissions doubled', unit: '', value: doubled, goal: { atMost: 0 } },
				{
					what: `last saves lost, of ${open.length} open drafts`,
					unit: '',
					value: open.length - kept[0].n,
					goal: { atMost: 0 },
				},
				{ what: 'ledger verifies', unit: '', value: ledger.good ? 1 : 0, goal: { atLeast: 1 } },
			] satisfies Figure[];
		} finally {
			agent.destroy();
			await app.close();
			await server.stop();
			await removeFolder(folder);
			await rehearsals.dispose();
		}
	},
};
