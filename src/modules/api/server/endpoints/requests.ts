import { z } from 'zod';
import { forbidden } from '#core/refusal/index.ts';
import { answerRequest, closeRequest, requestInfo } from '#modules/calls/server/index.ts';
import {
	type FulfilmentLine,
	fulfilmentsForApplicant,
	fulfilmentsForDesk,
	type OwnFulfilment,
} from '#modules/fulfilments/server/index.ts';
import { type ReadApplication, readApplication } from '../application-views.ts';
import { entriesOf } from '../answers-in.ts';
import { endpoint } from '../endpoint.ts';
import { listReply, pageOf } from '../pages.ts';
import { newVersion } from '../schemas/applications.ts';
import { idParam, iso, isoOrNull, pageQuery } from '../schemas/common.ts';
import * as schemas from '../schemas/requests.ts';
import { applicationParams, asQuery } from './applications.ts';

const requestParams = z.object({ application: idParam, request: idParam });

function requestJson(of: ReadApplication['found']['requests'][number]): z.input<typeof schemas.infoRequest> {
	const { id, state, stage, fields, questions, note, askedAt, dueAt, replies, answeredVersion, endedAt } = of;
	return {
		...{ id, state, stage, fields, note, replies, answeredVersion },
		questions: questions.map((question) => ({ id: question.id, text: question.text })),
		askedAt: iso(askedAt),
		dueAt: iso(dueAt),
		endedAt: isoOrNull(endedAt),
	};
}

function fulfilmentJson(of: OwnFulfilment | FulfilmentLine): z.input<typeof schemas.fulfilment> {
	const { id, kind, label, state, dueAt, doneAt, amount, paid, currency, reference, certificate } = of;
	return {
		...{ id, kind, label, state, amount, paid, currency, reference },
		dueAt: isoOrNull(dueAt),
		doneAt: isoOrNull(doneAt),
		certificate: certificate?.number ?? null,
	};
}

export const requestEndpoints = [
	endpoint({
		id: 'listRequests',
		method: 'GET',
		path: '/applications/{application}/requests',
		tag: 'applications',
		summary: 'What the desk has asked the applicant for, newest first',
		needs: ['application.read-own', 'application.read'],
		params: applicationParams,
		query: z.strictObject({ ...pageQuery, ...asQuery }),
		answers: { 200: { schema: schemas.infoRequestList, means: 'A page of requests.' } },
		async run({ ctx, actor, params, query, locale }) {
			const { found } = await readApplication(ctx, actor, { ...params, locale, as: query.as });
			const { items, next } = pageOf<(typeof found.requests)[number]>(found.requests, query, ({ id }) => id);
			return listReply(`/api/v1/applications/${found.id}/requests`, query, { items: items.map(requestJson), next });
		},
	}),
	endpoint({
		id: 'requestInformation',
		method: 'POST',
		path: '/applications/{application}/requests',
		tag: 'applications',
		summary: 'Ask the applicant for information, by field and with a date',
		description:
			'He is told by mail and may change exactly these fields, though the call is closed. One request at a time.',
		needs: ['application.request'],
		params: applicationParams,
		body: schemas.newInfoRequest,
		refuses: [409],
		answers: { 201: { schema: schemas.infoRequest, means: 'The request.' } },
		async run({ ctx, actor, params, body, locale }) {
			const { fields = [], questions = [], note = '', due } = body;
			const id = await requestInfo(ctx, actor, { ...params, fields, questions, note, due });
			const { found } = await readApplication(ctx, actor, { ...params, locale, as: 'desk' });
			const made = found.requests.find((one) => one.id === id);
			if (!made) throw new Error(`request ${id} is not there`);
			return { status: 201, body: requestJson(made) };
		},
	}),
	endpoint({
		id: 'answerRequest',
		method: 'POST',
		path: '/applications/{application}/requests/{request}/answer',
		tag: 'applications',
		summary: 'Give the desk what it asked for',
		description: 'Fields that are not named keep their answers. A file that was asked for is answered on the page.',
		needs: ['application.write'],
		params: requestParams,
		body: schemas.requestAnswer,
		refuses: [409],
		answers: { 200: { schema: newVersion, means: 'The version that counts now.' } },
		async run({ ctx, actor, params, body, locale }) {
			const { found } = await readApplication(ctx, actor, { application: params.application, locale, as: 'applicant' });
			const asked = found.requests.find(({ id }) => id === params.request)?.fields ?? [];
			const newest = found.versions[0];
			if (!newest) throw new Error(`application ${found.id} has no version`);
			const form = { ...newest.form, fields: newest.form.fields.filter(({ id }) => asked.includes(id)) };
			const present = Object.fromEntries(Object.entries(newest.answers).filter(([field]) => asked.includes(field)));
			const replies = Object.entries(body.replies ?? {}).map(([id, text]) => [`reply.${id}`, text] as const);
			const entries = [...entriesOf(form, present, body.answers ?? {}), ...replies];
			return { body: { version: await answerRequest(ctx, actor, { ...params, entries }) } };
		},
	}),
	endpoint({
		id: 'closeRequest',
		method: 'POST',
		path: '/applications/{application}/requests/{request}/close',
		tag: 'applications',
		summary: 'Wait for a request no longer',
		needs: ['application.request'],
		params: requestParams,
		refuses: [409],
		answers: { 204: { schema: 'empty', means: 'It is closed.' } },
		async run({ ctx, actor, params }) {
			await closeRequest(ctx, actor, params);
			return { status: 204, body: undefined };
		},
	}),
	endpoint({
		id: 'listFulfilments',
		method: 'GET',
		path: '/applications/{application}/fulfilments',
		tag: 'determinations',
		summary: 'What follows from what was announced: certificates, payments, placements …',
		needs: ['application.read-own', 'fulfilment.read'],
		params: applicationParams,
		query: z.strictObject({ ...pageQuery, ...asQuery }),
		answers: { 200: { schema: schemas.fulfilmentList, means: 'A page of what follows.' } },
		async run({ ctx, actor, params, query, locale }) {
			const { reader, found } = await readApplication(ctx, actor, { ...params, locale, as: query.as });
			const all =
				reader === 'applicant'
					? await fulfilmentsForApplicant(ctx, actor, found.id)
					: await fulfilmentsForDesk(ctx, actor, found.id);
			if (all === null) throw forbidden('not-yours-to-do', { action: 'fulfilment.read' });
			const { items, next } = pageOf<OwnFulfilment | FulfilmentLine>(all, query, ({ id }) => id);
			const list = { items: items.map(fulfilmentJson), next };
			return listReply(`/api/v1/applications/${found.id}/fulfilments`, query, list);
		},
	}),
];
