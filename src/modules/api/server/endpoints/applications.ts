import { z } from 'zod';
import { invalid, notFound } from '#core/refusal/index.ts';
import { applicationStates } from '#modules/calls/application-state.ts';
import {
	changeField,
	confirm,
	deskList,
	type DeskRow,
	deskSorts,
	myApplications,
	postMessage,
	withdraw,
} from '#modules/calls/server/index.ts';
import { announcedJson, applicationJson, mayReadField, readApplication, visibleAnswers } from '../application-views.ts';
import { entriesOf } from '../answers-in.ts';
import { type Call, endpoint, type Reply } from '../endpoint.ts';
import { listReply, pageOf } from '../pages.ts';
import { anyCall, type CallAsked, hrefs, hrefsOfCalls } from '../places.ts';
import { idParam, iso, pageQuery } from '../schemas/common.ts';
import * as schemas from '../schemas/applications.ts';
import { callParams, standingParams } from './editions.ts';

export const applicationParams = z.object({ application: idParam });
export const asQuery = {
	as: z
		.enum(['applicant', 'desk'])
		.optional()
		.meta({ description: 'Which side to read as, for who is both; the applicant’s unless told otherwise.' }),
};

const deskQuery = z.strictObject({
	...pageQuery,
	q: z
		.string()
		.max(1000)
		.optional()
		.meta({ description: 'A search as at the desk: `track:T3 state:accepted words>400 -withdrawn`.' }),
	text: z.string().max(500).optional().meta({ description: 'Words that all occur, or a number such as `A-042`.' }),
	track: z.string().max(80).optional(),
	state: z.enum(applicationStates).optional(),
	outcome: z.string().max(80).optional().meta({ description: 'Of the newest determination.' }),
	student: z.boolean().optional(),
	mode: z.string().max(80).optional(),
	unanswered: z.boolean().optional().meta({ description: 'Only those whose applicant wrote last.' }),
	sort: z.enum(deskSorts).optional(),
	descending: z.boolean().optional(),
});

type DeskQuery = z.output<typeof deskQuery>;

async function listForDesk(
	{ ctx, actor, origin }: Pick<Call<unknown, unknown, unknown>, 'ctx' | 'actor' | 'origin'>,
	asked: CallAsked,
	query: DeskQuery,
): Promise<Reply> {
	const { call, edition, desk } = await anyCall(ctx, asked);
	const { q, ...filters } = query;
	const { rows, next, problems } = await deskList(ctx, actor, { ...filters, query: q, edition: desk, call: call.slug });
	if (problems.length > 0) {
		throw invalid(
			problems.map(({ code, at, found = '', suggestions = [] }) => ({
				path: 'q',
				code,
				params: { from: at.from, to: at.to, found, suggestions: suggestions.join(', ') },
			})),
		);
	}
	const callHref = hrefs(origin).call(edition, call.slug);
	const items = rows.map((row) => rowJson(row, callHref, hrefs(origin).application(row.id)));
	return listReply(callHref.slice(origin.length) + '/applications', query, { items, next });
}

function rowJson(row: DeskRow, call: string, href: string): z.input<typeof schemas.deskInList> {
	const { id, number, title, people, track, mode, format, student, language, state, version, unanswered } = row;
	return {
		...{ id, number, call, title, people, track, mode, format, student, language, state, version, unanswered, href },
		submittedAt: iso(row.submittedAt),
		changedAt: iso(row.changedAt),
		determination: row.determination && {
			id: row.determination.id,
			outcome: row.determination.outcome,
			label: row.determination.label,
			effect: row.determination.effect,
			version: row.determination.version,
		},
	};
}

export const applicationEndpoints = [
	endpoint({
		id: 'listOwnApplications',
		method: 'GET',
		path: '/me/applications',
		tag: 'own',
		summary: 'What the owner of the token has applied for, newest first',
		needs: ['application.read-own'],
		params: z.object({}),
		query: z.strictObject(pageQuery),
		answers: { 200: { schema: schemas.ownList, means: 'A page of applications.' } },
		async run({ ctx, actor, query, origin }) {
			const { applications } = await myApplications(ctx, actor);
			const { items, next } = pageOf(applications, query, ({ id }) => id);
			const callOf = await hrefsOfCalls(ctx, origin, items);
			const list = items.map(
				(one): z.input<typeof schemas.ownInList> => ({
					id: one.id,
					number: one.number,
					call: callOf(one),
					title: one.title,
					state: one.state,
					version: one.version,
					submittedAt: iso(one.submittedAt),
					changedAt: iso(one.changedAt),
					determination: one.decision && announcedJson(one.decision),
					href: hrefs(origin).application(one.id),
				}),
			);
			return listReply('/api/v1/me/applications', query, { items: list, next });
		},
	}),
	...(
		[
			['listApplications', '/editions/{edition}/calls/{call}/applications', callParams],
			['listStandingApplications', '/calls/{call}/applications', standingParams],
		] as const
	).map(([id, path, params]) =>
		endpoint({
			id,
			method: 'GET',
			path,
			tag: 'applications',
			summary: `The applications of a ${id === 'listApplications' ? '' : 'standing '}call that the desk may see`,
			needs: ['application.list'],
			params: params as z.ZodObject,
			query: deskQuery,
			answers: { 200: { schema: schemas.deskListSchema, means: 'A page of applications.' } },
			run: ({ ctx, actor, params: asked, query, origin }) =>
				listForDesk({ ctx, actor, origin }, asked as unknown as CallAsked, query),
		}),
	),
	endpoint({
		id: 'readApplication',
		method: 'GET',
		path: '/applications/{application}',
		tag: 'applications',
		summary: 'One application',
		description: 'Nothing that the applicant reads tells of a determination before it is announced.',
		needs: ['application.read-own', 'application.read'],
		params: applicationParams,
		query: z.strictObject(asQuery),
		answers: { 200: { schema: schemas.application, means: 'The application with its newest answers.' } },
		async run({ ctx, actor, params, query, locale, origin }) {
			return {
				body: await applicationJson(
					{ ctx, origin },
					await readApplication(ctx, actor, { ...params, locale, as: query.as }),
				),
			};
		},
	}),
	endpoint({
		id: 'listVersions',
		method: 'GET',
		path: '/applications/{application}/versions',
		tag: 'applications',
		summary: 'All that was handed in, the newest first',
		needs: ['application.read-own', 'application.read'],
		params: applicationParams,
		query: z.strictObject({ ...pageQuery, ...asQuery }),
		answers: { 200: { schema: schemas.versionList, means: 'A page of versions.' } },
		async run({ ctx, actor, params, query, locale }) {
			const { reader, found } = await readApplication(ctx, actor, { ...params, locale, as: query.as });
			const { items, next } = pageOf(found.versions, query, ({ version }) => String(version));
			const list = items.map(
				(one): z.input<typeof schemas.version> => ({
					version: one.version,
					event: one.event,
					at: iso(one.at),
					language: one.locale,
					formVersion: one.form.version,
					answers: visibleAnswers(one.form, one.answers, reader),
					changed: one.changes.filter(({ field }) => mayReadField(field, reader)).map(({ field }) => field.id),
				}),
			);
			return listReply(`/api/v1/applications/${found.id}/versions`, query, { items: list, next });
		},
	}),
	endpoint({
		id: 'withdrawApplication',
		method: 'POST',
		path: '/applications/{application}/withdraw',
		tag: 'applications',
		summary: 'Take an application back, for good',
		needs: ['application.write'],
		params: applicationParams,
		refuses: [409],
		answers: { 204: { schema: 'empty', means: 'It is withdrawn. Doing it twice is the same as once.' } },
		async run({ ctx, actor, params }) {
			await withdraw(ctx, actor, params);
			return { status: 204, body: undefined };
		},
	}),
	endpoint({
		id: 'answerOffer',
		method: 'POST',
		path: '/applications/{application}/answer',
		tag: 'applications',
		summary: 'Confirm or decline what was offered',
		needs: ['application.confirm'],
		params: applicationParams,
		body: schemas.applicantAnswer,
		refuses: [409],
		answers: { 204: { schema: 'empty', means: 'It is noted; it may be changed until the date.' } },
		async run({ ctx, actor, params, body }) {
			await confirm(ctx, actor, { ...params, ...body });
			return { status: 204, body: undefined };
		},
	}),
	endpoint({
		id: 'changeAnswer',
		method: 'PUT',
		path: '/applications/{application}/answers/{field}',
		tag: 'applications',
		summary: 'Change one answer that may change after the close',
		needs: ['application.write'],
		params: z.object({ application: idParam, field: z.string().min(1).max(80) }),
		body: schemas.oneAnswer,
		refuses: [409],
		answers: { 200: { schema: schemas.newVersion, means: 'The version that counts now.' } },
		async run({ ctx, actor, params, body, locale }) {
			const { found } = await readApplication(ctx, actor, { application: params.application, locale, as: 'applicant' });
			const form = found.versions[0]?.form;
			const field = form?.fields.find(({ id }) => id === params.field);
			if (!form || !field) throw notFound();
			const entries = [...entriesOf({ ...form, fields: [field] }, {}, { [field.id]: body.answer })];
			const version = await changeField(ctx, actor, { ...params, entries });
			return { body: { version } };
		},
	}),
	endpoint({
		id: 'listMessages',
		method: 'GET',
		path: '/applications/{application}/messages',
		tag: 'applications',
		summary: 'What applicant and desk wrote to each other, oldest first',
		needs: ['application.read-own', 'application.read'],
		params: applicationParams,
		query: z.strictObject({ ...pageQuery, ...asQuery }),
		answers: { 200: { schema: schemas.messageList, means: 'A page of messages.' } },
		async run({ ctx, actor, params, query, locale }) {
			const { found } = await readApplication(ctx, actor, { ...params, locale, as: query.as });
			const { items, next } = pageOf(found.messages, query, ({ id }) => id);
			const list = items.map(({ id, side, text, at }) => ({ id, side, text, at: iso(at) }));
			return listReply(`/api/v1/applications/${found.id}/messages`, query, { items: list, next });
		},
	}),
	endpoint({
		id: 'postMessage',
		method: 'POST',
		path: '/applications/{application}/messages',
		tag: 'applications',
		summary: 'Write to the other side',
		description: 'The other side is told by mail.',
		needs: ['application.read-own', 'application.message'],
		params: applicationParams,
		body: schemas.newMessage,
		answers: { 201: { schema: schemas.message, means: 'The message.' } },
		async run({ ctx, actor, params, body, locale }) {
			const { reader } = await readApplication(ctx, actor, { ...params, locale, as: body.as });
			const id = await postMessage(ctx, actor, { ...params, as: reader, text: body.text });
			const { found } = await readApplication(ctx, actor, { ...params, locale, as: reader });
			const written = found.messages.find((one) => one.id === id);
			if (!written) throw new Error(`message ${id} is not there`);
			return { status: 201, body: { id, side: written.side, text: written.text, at: iso(written.at) } };
		},
	}),
];
