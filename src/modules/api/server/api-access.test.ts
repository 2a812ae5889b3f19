import { expect, it } from 'vitest';
import type { Action } from '#core/access/index.ts';
import { actionsOfScopes, singleScopes } from '#core/identity/index.ts';
import { importReal } from '#modules/editions/server/testing.ts';
import { testContext } from '../../../../tests/setup/context.ts';
import type { Endpoint } from './endpoint.ts';
import { endpoints } from './endpoints/index.ts';
import { asker, client, completeAnswers, idleJobs, tokenOf } from './testing.ts';

/** What a token must allow for each endpoint, said a second time by hand: so that a change of it is seen. */
const access: Record<string, 'public' | 'token' | Action[]> = {
	listEditions: 'public',
	readEdition: 'public',
	listCalls: 'public',
	readCall: 'public',
	listStandingCalls: 'public',
	readStandingCall: 'public',
	readDocument: 'public',
	readMe: 'token',
	listOwnApplications: ['application.read-own'],
	listOwnDrafts: ['application.write'],
	listApplications: ['application.list'],
	listStandingApplications: ['application.list'],
	readApplication: ['application.read-own', 'application.read'],
	listVersions: ['application.read-own', 'application.read'],
	listMessages: ['application.read-own', 'application.read'],
	postMessage: ['application.read-own', 'application.message'],
	withdrawApplication: ['application.write'],
	answerOffer: ['application.confirm'],
	changeAnswer: ['application.write'],
	changeApplication: ['application.write'],
	listDeterminations: ['application.read-own', 'application.read'],
	decide: ['application.decide'],
	undecide: ['application.decide'],
	listRequests: ['application.read-own', 'application.read'],
	requestInformation: ['application.request'],
	answerRequest: ['application.write'],
	closeRequest: ['application.request'],
	listFulfilments: ['application.read-own', 'fulfilment.read'],
	listAnnouncements: ['letter.prepare'],
	listLetters: ['letter.read-own', 'application.read'],
	startDraft: ['application.start'],
	startStandingDraft: ['application.start'],
	readDraft: ['application.write'],
	saveDraft: ['application.write'],
	discardDraft: ['application.write'],
	submitDraft: ['application.write'],
	uploadFile: ['application.write'],
	readDraftFile: ['application.write'],
	removeDraftFile: ['application.write'],
	readFile: ['application.read-own', 'application.read'],
};

/** What is anybody's who has a token: begun by him, or a list of what is his. */
const ownByNature = ['readMe', 'listOwnApplications', 'listOwnDrafts', 'startDraft'];

const ctx = await testContext({ jobs: idleJobs });
const edition = await importReal(ctx);
await ctx.byHand("update edition set state = 'published'");
const owner = await client(ctx, 'Owner');
const stranger = await client(ctx, 'Stranger');
const nobody = asker(ctx);
const call = '/editions/ipspace-2021/calls/abstracts';
const answers = completeAnswers((await nobody('GET', call)).body.form);
const draft = (await owner.ask('POST', `${call}/drafts`, { answers })).body.id as string;
const submitted = (await owner.ask('POST', `${call}/drafts`, { answers })).body.id as string;
const application = (await owner.ask('POST', `/drafts/${submitted}/submit`)).body.application as string;

const bodies: Record<string, unknown> = {
	NewDraft: {},
	DraftChange: { revision: 1, answers: {} },
	NewMessage: { text: 'x' },
	ApplicantAnswer: { answer: 'confirmed' },
	OneAnswer: { answer: 'online' },
	NewDetermination: { outcome: 'talk' },
	NewInfoRequest: { fields: ['title'], due: '2021-10-14' },
	RequestAnswer: {},
};

/** A request to an endpoint about the owner's things. */
function asked({ method, path, body }: Endpoint): [method: string, path: string, json: unknown] {
	const values: Record<string, string> = {
		edition: 'ipspace-2021',
		call: 'abstracts',
		draft,
		application,
		field: 'mode',
	};
	const filled = path.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? 'none');
	if (body === 'file') return [method, filled, new FormData()];
	const id = body?.meta()?.id;
	return [method, filled, id === undefined ? undefined : bodies[id]];
}

it('each endpoint needs what stands in the table, and nothing that no token can have', () => {
	expect(Object.fromEntries(endpoints.map(({ id, needs }) => [id, needs]))).toEqual(access);
	for (const { needs } of endpoints)
		if (typeof needs !== 'string') for (const one of needs) expect(singleScopes).toContain(one);
});

it('each endpoint that is not public refuses whoever has no token, a token without the scope, and a stranger', async () => {
	const closed = endpoints.filter(({ needs }) => needs !== 'public');
	expect(closed.length).toBeGreaterThan(20);
	for (const endpoint of closed) {
		const request = asked(endpoint);
		const without = await nobody(...request);
		expect([endpoint.id, without.status, without.body.code]).toEqual([endpoint.id, 401, 'token-needed']);
		if (endpoint.needs === 'token' || endpoint.needs === 'public') continue;
		const others = singleScopes.filter((action) => !endpoint.needs.includes(action as never));
		expect(actionsOfScopes(others)).toEqual(others);
		const limited = await tokenOf(ctx, owner.personId, others);
		const refused = await limited.ask(...request);
		expect([endpoint.id, refused.status, refused.body?.code]).toEqual([endpoint.id, 403, 'scope-missing']);
		await ctx.byHand("delete from personal_token where scopes::text like '%.%'");
		if (ownByNature.includes(endpoint.id)) continue;
		const answer = await stranger.ask(...request);
		expect([endpoint.id, answer.status]).toEqual([endpoint.id, 404]);
	}
	// All of it was refused: the owner's things are as they were.
	expect((await owner.ask('GET', `/applications/${application}`)).body).toMatchObject({
		state: 'submitted',
		version: 1,
	});
	expect((await owner.ask('GET', `/drafts/${draft}`)).body.revision).toBe(1);
});

it('a limit on a token holds for the desk too: reading allows no determination', async () => {
	const desk = await client(ctx, 'Desk', { relation: 'organiser', edition });
	const reads = await tokenOf(ctx, desk.personId, ['application.list', 'application.read']);
	expect((await reads.ask('GET', `/applications/${application}`)).body.reader).toBe('desk');
	const refused = await reads.ask('POST', `/applications/${application}/determinations`, { outcome: 'talk' });
	expect(refused.status).toBe(403);
});
