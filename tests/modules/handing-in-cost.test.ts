import { beforeAll, describe, expect, it } from 'vitest';
import { abstractOf, multipart } from '../../bench/lib/applicants.ts';
import type { Context } from '../../src/core/context/index.ts';
import { createRevisionMemory, openRevisions } from '../../src/core/http/index.ts';
import { cookieName, identify, openSession } from '../../src/core/identity/index.ts';
import { newId } from '../../src/core/ids/index.ts';
import type { JobHandler } from '../../src/core/jobs/index.ts';
import { formEntries } from '../../src/modules/calls/answers.ts';
import { receiptJob, signsJob } from '../../src/modules/calls/server/job-names.ts';
import { jobHandlers } from '../../src/modules/calls/server/jobs.ts';
import { actions } from '../../src/routes/(private)/[edition]/calls/[call]/apply/+page.server.ts';
import { POST } from '../../src/routes/(private)/[edition]/calls/[call]/apply/autosave/+server.ts';
import { openSymposium } from './every-call/play.ts';

/*
 * What saving and handing in cost in statements, over the routes as a server asks them: who it is, and what he posted. On
 * the last evening hundreds come in a second, and what costs is each way to the database and back.
 */

const { ctx, play } = await openSymposium();
/** As in a serving process, which remembers what hardly ever changes. */
const serving: Context = { ...ctx, remember: createRevisionMemory(await openRevisions(ctx.database)).remember };
const call = await play.call('abstracts');
const answers = abstractOf(7);
const path = '/ipspace-2021/calls/abstracts/apply';
let cookie = '';
let author = '';

type Entries = readonly (readonly [string, string])[];
type Handler = (event: never) => unknown;

/** Posts a form as a browser does; a redirection is answered as it is thrown. */
async function post(handler: Handler, more: Entries, title: string = answers.title as string): Promise<unknown> {
	const { actor } = await identify(serving, { cookie });
	const body = multipart([...formEntries(call.form, { ...answers, title }), ...more]);
	const boundary = /^--(.*)\r/.exec(body.toString('latin1'))?.[1];
	const headers = {
		'content-type': `multipart/form-data; boundary=${boundary}`,
		'content-length': String(body.length),
	};
	const url = new URL(`https://orrery.example${path}`);
	const event = {
		locals: { ctx: serving, actor, locale: 'en', path },
		params: { edition: 'ipspace-2021', call: 'abstracts' },
		url,
		request: new Request(url, { method: 'POST', body: new Uint8Array(body), headers }),
		cookies: { get: () => undefined, set: () => undefined, delete: () => undefined },
	};
	return Promise.resolve()
		.then(() => handler(event as never))
		.catch((thrown: { location?: string }) => {
			if (thrown.location === undefined) throw thrown;
			return thrown;
		});
}

async function save(draft = '', revision = 0, title?: string): Promise<{ draft: string; revision: number }> {
	const key: Entries = [
		['draft', draft],
		['revision', String(revision)],
	];
	return (await ((await post(POST as Handler, key, title)) as Response).json()) as { draft: string; revision: number };
}

/** @returns the id of the application */
async function submit(more: Entries): Promise<string> {
	const answer = (await post(actions.submit as Handler, more)) as { location?: string };
	const id = /\/me\/applications\/([a-z0-9]+)\?submitted=1/.exec(answer.location ?? '')?.[1];
	if (!id) throw new Error(`not handed in: ${JSON.stringify(answer)}`);
	return id;
}

const submitDraft = ({ draft, revision }: { draft: string; revision: number }) =>
	submit([
		['draft', draft],
		['revision', String(revision)],
		['once', newId()],
	]);

/** What is there of an application whose receipt was shown. */
async function whole(id: string) {
	const { rows } = await ctx.byHand(
		`select a.number, a.state, a.person_id as holder, v.answers ->> 'title' as title, e.actor, e.scope, e.data, j.data as job,
			(select count(*)::int from draft d where d.id = v.draft_id) as drafts
		from application a join application_version v on v.application_id = a.id
		join ledger_event e on e.subject_type = 'application' and e.subject_id = a.id and e.action = 'submit'
		join pgboss.job j on j.name = 'calls.receipt' and j.data ->> 'application' = a.id where a.id = $1`,
		[id],
	);
	expect(rows).toHaveLength(1);
	return rows[0];
}

beforeAll(async () => {
	({ personId: author } = await play.person('Author', 'author@measurements.edu.example'));
	const { secret } = await openSession(ctx, author, 'cast', { ip: '127.0.0.1', browser: 'test' });
	cookie = `${cookieName(ctx.config, 'session')}=${secret}`;
	// Once unmeasured: the call is remembered, the session noted.
	await submitDraft(await save());
});

describe('before a deadline', () => {
	it('a save is two statements, the first one of a draft too: who asks, and the draft', async () => {
		let draft = { draft: '', revision: 0 };
		expect(
			await ctx.countStatements(async () => {
				draft = await save();
			}),
		).toBe(2);
		expect(
			await ctx.countStatements(async () => {
				draft = await save(draft.draft, draft.revision, 'Grown');
			}),
		).toBe(2);
		const { rows } = await ctx.byHand(`select revision, answers ->> 'title' as title from draft where id = $1`, [
			draft.draft,
		]);
		expect(rows).toEqual([{ revision: 2, title: 'Grown' }]);
	});

	it('handing in is three statements, with or without a draft: who asks, his names, and all the rest', async () => {
		const draft = await save();
		const ids: string[] = [];
		const costs = [
			await ctx.countStatements(async () => {
				ids.push(await submitDraft(draft));
			}),
			await ctx.countStatements(async () => {
				ids.push(await submit([['once', newId()]]));
			}),
		];
		expect(costs).toEqual([3, 3]);
		for (const id of ids) {
			const found = await whole(id);
			expect(found).toMatchObject({
				state: 'submitted',
				holder: author,
				title: answers.title,
				actor: `person:${author}`,
				scope: call.editionId,
				drafts: 0,
			});
			const number = `${call.numberPrefix}-${String(found.number).padStart(3, '0')}`;
			expect(found.data).toEqual({ call: call.id, number, version: 1, form: call.form.version, track: 'T3' });
			expect(found.job).toEqual({ application: id, version: 1 });
		}
	});

	it('what follows of each in the background is seven statements and the queue’s own', async () => {
		const handlers = {
			[receiptJob]: jobHandlers[receiptJob] as JobHandler,
			[signsJob]: jobHandlers[signsJob] as JobHandler,
		};
		await ctx.jobs.drain(serving, handlers);
		const id = await submitDraft(await save());
		const cost = await ctx.countStatements(() => ctx.jobs.drain(serving, handlers));
		expect(cost).toBe(7);
		const { rows } = await ctx.byHand(
			`select (select count(*)::int from mail where idempotency_key = $1) as mails,
				(select count(*)::int from application_signs where application_id = $2) as signs`,
			[`receipt:${id}:1`, id],
		);
		expect(rows).toEqual([{ mails: 1, signs: 1 }]);
	});
});
