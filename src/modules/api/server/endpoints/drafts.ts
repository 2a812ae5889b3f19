import { z } from 'zod';
import { notFound } from '#core/refusal/index.ts';
import {
	discardDraft,
	draftForWriter,
	draftsOf,
	type OpenDraft,
	saveDraft,
	startChange,
	startDraft,
	submit,
} from '#modules/calls/server/index.ts';
import { answersFromForm } from '#modules/calls/answers.ts';
import { entriesOf } from '../answers-in.ts';
import { type Call, endpoint } from '../endpoint.ts';
import { listReply, pageOf } from '../pages.ts';
import { type CallAsked, hrefOfCall, hrefs, hrefsOfCalls, publishedCall } from '../places.ts';
import { ApiProblem } from '../problem.ts';
import { idParam, iso, pageQuery } from '../schemas/common.ts';
import * as schemas from '../schemas/editions.ts';
import { callParams, standingParams, windowJson } from './editions.ts';

export const draftParams = z.object({ draft: idParam });

/** A draft as it goes out: as it is stored now. */
async function draftJson(
	{ ctx, actor, origin }: Pick<Call<unknown, unknown, unknown>, 'ctx' | 'actor' | 'origin'>,
	id: string,
): Promise<z.input<typeof schemas.draft>> {
	const found: OpenDraft = await draftForWriter(ctx, actor, { draft: id });
	const callHref = await hrefOfCall(ctx, origin, found);
	return {
		id: found.id,
		call: callHref,
		application: found.applicationId === null ? null : hrefs(origin).application(found.applicationId),
		revision: found.revision,
		savedAt: iso(found.savedAt),
		language: found.locale,
		answers: found.answers as z.input<typeof schemas.draft>['answers'],
		form: found.form,
		window: windowJson(found.window),
		state: found.state,
		href: hrefs(origin).draft(found.id),
	};
}

export const draftEndpoints = [
	endpoint({
		id: 'listOwnDrafts',
		method: 'GET',
		path: '/me/drafts',
		tag: 'own',
		summary: 'What is being written, the one saved last first',
		needs: ['application.write'],
		params: z.object({}),
		query: z.strictObject(pageQuery),
		answers: { 200: { schema: schemas.draftList, means: 'A page of drafts.' } },
		async run({ ctx, actor, query, origin }) {
			const { items, next } = pageOf(await draftsOf(ctx, actor), query, ({ id }) => id);
			const callOf = await hrefsOfCalls(ctx, origin, items);
			const list = items.map(
				(one): z.input<typeof schemas.draftInList> => ({
					id: one.id,
					call: callOf(one),
					application: one.applicationId === null ? null : hrefs(origin).application(one.applicationId),
					title: one.title,
					savedAt: iso(one.savedAt),
					window: windowJson(one.window),
					state: one.state,
					href: hrefs(origin).draft(one.id),
				}),
			);
			return listReply('/api/v1/me/drafts', query, { items: list, next });
		},
	}),
	...(
		[
			['startDraft', '/editions/{edition}/calls/{call}/drafts', callParams],
			['startStandingDraft', '/calls/{call}/drafts', standingParams],
		] as const
	).map(([id, path, params]) =>
		endpoint({
			id,
			method: 'POST',
			path,
			tag: 'drafts',
			summary: id === 'startDraft' ? 'Begin a draft' : 'Begin a draft for a standing call',
			description:
				'Also before the call opens. Answers may be incomplete and wrong: all is checked when it is submitted.',
			needs: ['application.start'],
			params: params as z.ZodObject,
			body: schemas.newDraft,
			refuses: [409],
			answers: { 201: { schema: schemas.draft, means: 'The draft, in `Location` too.' } },
			async run(call) {
				const { ctx, actor, body, locale, origin } = call;
				const { call: found } = await publishedCall(ctx, call.params as unknown as CallAsked);
				const entries = entriesOf(found.form, {}, body.answers ?? {});
				const { draft } = await startDraft(ctx, actor, { call: found.id, locale: body.language ?? locale, entries });
				return { status: 201, body: await draftJson(call, draft), headers: { location: hrefs(origin).draft(draft) } };
			},
		}),
	),
	endpoint({
		id: 'readDraft',
		method: 'GET',
		path: '/drafts/{draft}',
		tag: 'drafts',
		summary: 'One draft with its form',
		needs: ['application.write'],
		params: draftParams,
		answers: { 200: { schema: schemas.draft, means: 'The draft.' } },
		async run(call) {
			return { body: await draftJson(call, call.params.draft) };
		},
	}),
	endpoint({
		id: 'saveDraft',
		method: 'PATCH',
		path: '/drafts/{draft}',
		tag: 'drafts',
		summary: 'Save answers of a draft',
		description:
			'Changes the answers that are named and leaves the others. When the draft was saved elsewhere since `revision`, nothing is overwritten: the answer is 409 with `theirs` and `yours`.',
		needs: ['application.write'],
		params: draftParams,
		body: schemas.draftChange,
		refuses: [409],
		answers: { 200: { schema: schemas.draft, means: 'The draft as it is stored now.' } },
		async run(call) {
			const { ctx, actor, params, body } = call;
			const found = await draftForWriter(ctx, actor, params);
			const entries = entriesOf(found.form, found.answers, body.answers);
			const saved = await saveDraft(ctx, actor, { draft: params.draft, revision: body.revision, entries });
			if (saved.saved) return { body: await draftJson(call, params.draft) };
			const { revision, savedAt, theirs, changes } = saved;
			const files = new Map(found.files.map((file) => [file.file, file]));
			const yours = answersFromForm(found.form, entries, files);
			const fields = changes.map(({ field }) => field.id);
			const more = { theirs: { revision, savedAt: iso(savedAt), answers: theirs }, yours: { answers: yours }, fields };
			throw new ApiProblem(409, 'draft-conflict', { more });
		},
	}),
	endpoint({
		id: 'discardDraft',
		method: 'DELETE',
		path: '/drafts/{draft}',
		tag: 'drafts',
		summary: 'Throw a draft away',
		description: 'An application whose change it was stays as it is.',
		needs: ['application.write'],
		params: draftParams,
		answers: { 204: { schema: 'empty', means: 'It is gone.' } },
		async run({ ctx, actor, params }) {
			await discardDraft(ctx, actor, params);
			return { status: 204, body: undefined };
		},
	}),
	endpoint({
		id: 'submitDraft',
		method: 'POST',
		path: '/drafts/{draft}/submit',
		tag: 'drafts',
		summary: 'Hand a draft in',
		description:
			'It becomes an application, or the next version of one, and a receipt goes out by mail. Submitting the same draft again gives the same receipt.',
		needs: ['application.write'],
		params: draftParams,
		refuses: [409],
		answers: {
			201: { schema: schemas.receipt, means: 'It is handed in.' },
			200: { schema: schemas.receipt, means: 'It had been handed in before.' },
		},
		async run({ ctx, actor, params, origin }) {
			const { application, number, version, at, again } = await submit(ctx, actor, params);
			const href = hrefs(origin).application(application);
			const body: z.input<typeof schemas.receipt> = { application, number, version, at: iso(at), again, href };
			return { status: again ? 200 : 201, body, headers: { location: href } };
		},
	}),
	endpoint({
		id: 'changeApplication',
		method: 'POST',
		path: '/applications/{application}/changes',
		tag: 'drafts',
		summary: 'Open what was submitted for a change',
		description: 'A draft that begins as the newest version, or the one that is open already.',
		needs: ['application.write'],
		params: z.object({ application: idParam }),
		refuses: [409],
		answers: { 200: { schema: schemas.draft, means: 'The draft.' } },
		async run(call) {
			const { draft } = await startChange(call.ctx, call.actor, call.params);
			if (!draft) throw notFound();
			return { body: await draftJson(call, draft), headers: { location: hrefs(call.origin).draft(draft) } };
		},
	}),
];
