import { z } from 'zod';
import { applicationStates } from '#modules/calls/application-state.ts';
import { effects } from '#modules/calls/stage.ts';
import { answers, at, listOf, texts } from './common.ts';
import { form, window } from './editions.ts';

const announced = z
	.object({
		id: z.string(),
		outcome: texts,
		effect: z.enum(effects),
		conditions: z.string().nullable(),
		reason: texts.nullable(),
		track: z.string().nullable(),
		announcedAt: at,
		answerBy: at.nullable().meta({ description: 'The first instant at which it is too late to answer.' }),
		answer: z.enum(['confirmed', 'declined']).nullable(),
	})
	.meta({ id: 'AnnouncedDetermination' });

export const ownInList = z
	.object({
		id: z.string(),
		number: z.string(),
		call: z.string(),
		title: z.string(),
		state: z.enum(applicationStates),
		version: z.number().int(),
		submittedAt: at,
		changedAt: at,
		determination: announced.nullable(),
		href: z.string(),
	})
	.meta({ id: 'OwnApplicationInList' });
export const ownList = listOf('OwnApplicationList', ownInList);

export const deskInList = z
	.object({
		id: z.string(),
		number: z.string(),
		call: z.string(),
		title: z.string(),
		people: z.string(),
		track: z.string().nullable(),
		mode: z.string().nullable(),
		format: z.string().nullable(),
		student: z.boolean().nullable(),
		language: z.string().nullable(),
		state: z.enum(applicationStates),
		version: z.number().int(),
		submittedAt: at,
		changedAt: at,
		determination: z
			.object({ id: z.string(), outcome: z.string(), label: texts, effect: z.enum(effects), version: z.number().int() })
			.nullable(),
		unanswered: z.boolean().meta({ description: 'The last word is the applicant’s.' }),
		href: z.string(),
	})
	.meta({ id: 'ApplicationInList' });
export const deskListSchema = listOf('ApplicationList', deskInList);

const shared = {
	id: z.string(),
	number: z.string(),
	call: z.string(),
	title: z.string(),
	state: z.enum(applicationStates),
	window,
	version: z.number().int(),
	answers,
	form,
	href: z.string(),
};

export const application = z
	.discriminatedUnion('reader', [
		z.object({
			reader: z.literal('applicant'),
			...shared,
			determination: announced.nullable(),
			draft: z.string().nullable().meta({ description: 'The change that is being written.' }),
			may: z.object({
				change: z.boolean(),
				withdraw: z.boolean(),
				answer: z.boolean(),
				fields: z.array(z.object({ field: z.string(), until: at })),
			}),
		}),
		z.object({
			reader: z.literal('desk'),
			...shared,
			people: z.string(),
			track: z.string().nullable(),
			applicant: z.string(),
			determination: z.string().nullable().meta({ description: 'The present one, announced or not.' }),
			changedSinceDecision: z.boolean(),
			may: z.object({ decide: z.boolean(), undecide: z.boolean(), message: z.boolean() }),
		}),
	])
	.meta({ id: 'Application' });

export const version = z
	.object({
		version: z.number().int(),
		event: z.string().meta({ examples: ['submit', 'change', 'change-field'] }),
		at,
		language: z.enum(['en', 'zh']),
		formVersion: z.number().int(),
		answers,
		changed: z.array(z.string()).meta({ description: 'Fields whose answers differ from the version before.' }),
	})
	.meta({ id: 'Version' });
export const versionList = listOf('VersionList', version);

export const deskDetermination = z
	.object({
		id: z.string(),
		stage: z.string(),
		version: z.number().int().meta({ description: 'The version that was looked at.' }),
		outcome: z.string(),
		label: texts,
		effect: z.enum(effects),
		format: z.string().nullable(),
		reason: z.string().nullable(),
		conditions: z.string().nullable(),
		track: z.string().nullable(),
		amount: z.number().int().nullable(),
		note: z.string().nullable(),
		at,
		droppedAt: at.nullable(),
		announcedAt: at.nullable(),
		answerBy: at.nullable(),
		answer: z.enum(['confirmed', 'declined']).nullable(),
		answeredAt: at.nullable(),
	})
	.meta({ id: 'Determination' });
export const determinationList = z
	.object({
		items: z.union([z.array(deskDetermination), z.array(announced)]),
		next: z.null(),
	})
	.meta({
		id: 'DeterminationList',
		description: 'For the desk all that were noted, the newest first; for the applicant what was announced to him.',
	});

export const newDetermination = z
	.strictObject({
		outcome: z.string().max(80),
		stage: z.string().max(80).optional().meta({ description: 'The last stage of the call unless told otherwise.' }),
		reason: z.string().max(80).nullable().optional(),
		conditions: z.string().nullable().optional().meta({ description: 'In words for the applicant.' }),
		track: z.string().max(80).nullable().optional(),
		note: z.string().nullable().optional().meta({ description: 'For the desk only.' }),
		amount: z.number().int().min(0).max(2_000_000_000).nullable().optional(),
		seen: z.string().max(80).nullable().optional().meta({
			description: 'The determination that you know of (null: none). When another was noted since, the answer is 409.',
		}),
	})
	.meta({ id: 'NewDetermination', examples: [{ outcome: 'accept', seen: null }] });

export const message = z
	.object({ id: z.string(), side: z.enum(['applicant', 'desk']), text: z.string(), at })
	.meta({ id: 'Message' });
export const messageList = listOf('MessageList', message);
export const newMessage = z
	.strictObject({
		text: z.string(),
		as: z.enum(['applicant', 'desk']).optional().meta({ description: 'Which side speaks, for who is both.' }),
	})
	.meta({ id: 'NewMessage', examples: [{ text: 'May I send a corrected figure?' }] });

export const applicantAnswer = z
	.strictObject({ answer: z.enum(['confirmed', 'declined']) })
	.meta({ id: 'ApplicantAnswer', examples: [{ answer: 'confirmed' }] });

export const oneAnswer = z
	.strictObject({ answer: z.json().meta({ description: 'As in `Answers`; null takes it away.' }) })
	.meta({ id: 'OneAnswer', examples: [{ answer: 'online' }] });
export const newVersion = z.object({ version: z.number().int() }).meta({ id: 'NewVersion' });

export const letter = z
	.object({
		id: z.string(),
		reference: z.string(),
		application: z.string().nullable(),
		outcome: texts,
		title: z.string(),
		language: z.enum(['en', 'zh']),
		state: z.string(),
		at,
		revokedAt: at.nullable(),
	})
	.meta({ id: 'Letter' });
export const letterList = listOf('LetterList', letter);

export const announcement = z
	.object({
		id: z.string(),
		call: z.string(),
		at,
		letters: z.number().int(),
		issued: z.number().int(),
		faulty: z.number().int(),
		delivery: z.record(z.string(), z.number().int()),
	})
	.meta({ id: 'Announcement' });
export const announcementList = listOf('AnnouncementList', announcement);

export const me = z
	.object({
		person: z.string(),
		may: z.array(z.string()).meta({ description: 'The actions that the token allows; its owner may be allowed less.' }),
	})
	.meta({ id: 'Me' });
