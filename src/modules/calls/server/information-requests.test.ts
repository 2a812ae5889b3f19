import { describe, expect, it } from 'vitest';
import { runDue } from '#core/clock/index.ts';
import { historyOf } from '#core/ledger/index.ts';
import { sampleAnswers, wordsOf } from '../testing.ts';
import {
	addressOfFile,
	answerRequest,
	closeRequest,
	dueHandlers,
	extendRequest,
	requestInfo,
	withdraw,
} from './index.ts';
import { refusalOf, secretary } from './testing.ts';
import { stagesGround } from './testing/stages.ts';

const { ctx, author, stranger, asAuthor, asDesk, apply, moves, dueToday, found } = await stagesGround();

describe('a request for information', () => {
	const due = Date.parse('2021-10-26T00:00:00+08:00');
	const ask = (application: string) =>
		requestInfo(ctx, secretary, {
			application,
			fields: ['title', 'mode'],
			questions: ['Who pays for the travel?', '  '],
			note: 'The title is too long.',
			due: '2021-10-25',
		});
	const answer = (application: string, request: string, actor = author, title = 'Bone loss') =>
		answerRequest(ctx, actor, {
			application,
			request,
			entries: [
				['title', title],
				['mode', 'online'],
				['abstract', wordsOf(260)],
				['reply.q1', 'The university.'],
			],
		});

	it('changes exactly what was asked, although the call is closed', async () => {
		const application = await apply();
		const request = await ask(application);
		expect(await refusalOf(ask(application))).toMatchObject({ code: 'request-open' });
		expect((await asAuthor(application)).requests).toEqual([
			expect.objectContaining({
				id: request,
				state: 'open',
				dueAt: due,
				fields: ['title', 'mode'],
				note: 'The title is too long.',
			}),
		]);
		expect(JSON.stringify(await asAuthor(application))).not.toContain('secretary');
		expect(await refusalOf(answer(application, request, stranger))).toMatchObject({ kind: 'not-found' });
		expect(await refusalOf(answer(application, request, author, ''))).toMatchObject({
			problems: [{ path: 'title', code: 'required' }],
		});
		expect(await answer(application, request)).toBe(2);
		const { versions, requests } = await asDesk(application);
		expect(versions[0]).toMatchObject({ version: 2, event: 'answer-request' });
		expect(versions[0]?.changes.map(({ field }) => field.id)).toEqual(['title', 'mode']);
		expect(versions[0]?.answers.abstract).toBe(sampleAnswers().abstract);
		expect(requests[0]).toMatchObject({ state: 'answered', replies: { q1: 'The university.' }, answeredVersion: 2 });
		expect(await refusalOf(answer(application, request))).toMatchObject({ code: 'request-ended' });
		const { rows } = await ctx.byHand('select title, mode from application where id = $1', [application]);
		expect(rows[0]).toEqual({ title: 'Bone loss', mode: 'online' });
		expect(
			await refusalOf(
				ctx.byHand(`update application_version set answers = '{}' where application_id = $1`, [application]),
			),
		).toMatchObject({ message: expect.stringContaining('immutable') });
	});

	it('takes a file, and reads it back as part of the newest version', async () => {
		const application = await apply();
		const request = await requestInfo(ctx, secretary, {
			application,
			fields: ['supporting'],
			questions: [],
			note: '',
			due: '2021-10-25',
		});
		const send = (mediaType: string) =>
			answerRequest(ctx, author, {
				application,
				request,
				entries: [],
				files: { supporting: { name: 'letter.pdf', bytes: 1000, digest: 'b'.repeat(64), mediaType } },
			});
		expect(await refusalOf(send('image/png'))).toMatchObject({ problems: [{ path: 'supporting', code: 'file-type' }] });
		expect(await send('application/pdf')).toBe(2);
		const [newest] = (await asDesk(application)).versions;
		const given = newest?.answers.supporting as { file: string; name: string };
		expect(given.name).toBe('letter.pdf');
		expect(await addressOfFile(ctx, secretary, { application, file: given.file })).toMatch(/^\w{20,}$/);
		expect(await refusalOf(addressOfFile(ctx, stranger, { application, file: given.file }))).toMatchObject({
			kind: 'not-found',
		});
	});

	it('is late from its date on, and may be extended or closed', async () => {
		const application = await apply();
		const request = await ask(application);
		ctx.setNow(due);
		expect(await refusalOf(answer(application, request))).toMatchObject({
			kind: 'closed',
			code: 'request-too-late',
			params: { until: due, zone: 'Asia/Shanghai' },
		});
		await runDue(ctx, dueHandlers);
		expect((await asDesk(application)).requests[0]).toMatchObject({ state: 'expired' });
		expect((await historyOf(ctx, { type: 'application', id: application })).at(-1)).toMatchObject({
			action: 'expire-request',
			actor: 'system:due-list',
		});
		const late = await dueToday('expired-requests');
		expect(late?.waitingOn).toBe('desk');
		expect(await found('request:expired')).toHaveLength(late?.count ?? 0);
		expect(await found('request:expired')).toContain(application);
		expect(await found('request:open')).not.toContain(application);
		await extendRequest(ctx, secretary, { application, request, due: '2021-10-28' });
		expect((await dueToday('expired-requests'))?.count ?? 0).toBe((late?.count ?? 0) - 1);
		expect(await found('request:open')).toContain(application);
		expect((await asAuthor(application)).requests[0]).toMatchObject({ state: 'open' });
		expect(await answer(application, request)).toBe(2);
		const second = await ask2(application);
		await closeRequest(ctx, secretary, { application, request: second });
		expect(await refusalOf(answer(application, second))).toMatchObject({ code: 'request-ended' });
		expect(
			await refusalOf(extendRequest(ctx, author, { application, request: second, due: '2021-10-29' })),
		).toMatchObject({
			kind: 'forbidden',
		});
	});
	const ask2 = (application: string) =>
		requestInfo(ctx, secretary, { application, fields: ['title'], questions: [], note: '', due: '2021-10-30' });

	it('names what is wrong with it, and is over when the application is withdrawn', async () => {
		const application = await apply();
		const codes = async (change: object) =>
			(
				(await refusalOf(
					requestInfo(ctx, secretary, {
						application,
						fields: [],
						questions: [],
						note: '',
						due: '2021-10-25',
						...change,
					}),
				)) as { problems: { code: string }[] }
			).problems.map(({ code }) => code);
		expect(await codes({})).toEqual(['nothing-asked']);
		expect(await codes({ fields: ['x'], due: '2021-10-01' })).toEqual(['unknown-field', 'bad-due']);
		expect(await codes({ fields: ['title'], due: 'soon' })).toEqual(['bad-due']);
		const request = await ask(application);
		await withdraw(ctx, author, { application });
		expect(await refusalOf(answer(application, request))).toMatchObject({ code: 'wrong-state' });
		expect((await asDesk(application)).requests[0]).toMatchObject({ state: 'closed' });
		expect(await moves(application)).toEqual(['withdrawn']);
	});
});
