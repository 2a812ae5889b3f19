import { z } from 'zod';
import { fulfilmentKinds } from '#modules/calls/fulfilment-rule.ts';
import { infoRequestStates } from '#modules/calls/info-request.ts';
import { answers, at, listOf, texts } from './common.ts';

export const infoRequest = z
	.object({
		id: z.string(),
		state: z.enum(infoRequestStates),
		stage: z.string(),
		fields: z.array(z.string()).meta({ description: 'Fields of the form that the answer may change.' }),
		questions: z.array(z.object({ id: z.string(), text: z.string() })),
		note: z.string(),
		askedAt: at,
		dueAt: at.meta({ description: 'The first instant that is too late.' }),
		replies: z.record(z.string(), z.string()),
		answeredVersion: z.number().int().nullable(),
		endedAt: at.nullable(),
	})
	.meta({ id: 'InfoRequest' });
export const infoRequestList = listOf('InfoRequestList', infoRequest);

export const newInfoRequest = z
	.strictObject({
		fields: z.array(z.string().max(80)).max(100).optional(),
		questions: z.array(z.string()).max(100).optional(),
		note: z.string().optional(),
		due: z
			.string()
			.max(40)
			.meta({
				description: 'A wall-clock time in the zone of the call; a bare date means that whole day.',
				examples: ['2021-10-20T17:00'],
			}),
	})
	.meta({ id: 'NewInfoRequest', examples: [{ fields: ['title'], note: 'The title has a slip.', due: '2021-10-14' }] });

export const requestAnswer = z
	.strictObject({
		answers: answers.optional(),
		replies: z.record(z.string(), z.string()).optional().meta({ description: 'By the id of the question.' }),
	})
	.meta({ id: 'RequestAnswer', examples: [{ answers: { title: 'Bone loss in orbit' } }] });

export const fulfilment = z
	.object({
		id: z.string(),
		kind: z.enum(fulfilmentKinds),
		label: texts,
		state: z.enum(['open', 'done', 'cancelled']),
		dueAt: at.nullable(),
		doneAt: at.nullable(),
		amount: z.number().int().nullable(),
		paid: z.number().int().nullable(),
		currency: z.string().nullable(),
		reference: z.string().nullable(),
		certificate: z.string().nullable().meta({ description: 'Its number, as `/verify` knows it.' }),
	})
	.meta({ id: 'Fulfilment' });
export const fulfilmentList = listOf('FulfilmentList', fulfilment);
