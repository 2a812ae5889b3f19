import { z } from 'zod';
import { formSchema } from '#modules/calls/form.ts';
import { answers, at, listOf, texts } from './common.ts';

export const edition = z
	.object({
		slug: z.string(),
		year: z.number().int(),
		name: texts,
		short: z.string(),
		theme: texts.nullable(),
		summary: texts.nullable(),
		starts: z.string().meta({ description: 'First day, in `zone`.' }),
		ends: z.string().meta({ description: 'Last day, in `zone`.' }),
		zone: z.string().meta({ description: 'IANA time zone.', examples: ['Asia/Shanghai'] }),
		languages: z.array(z.string()),
		mode: z.string(),
		closed: z.boolean().meta({ description: 'It is over and its records are frozen.' }),
		href: z.string(),
		calls: z.string().meta({ description: 'Address of its calls.' }),
	})
	.meta({ id: 'Edition' });
export const editionList = listOf('EditionList', edition);

/** As its reader may know it: without fields and addresses that are for others, so that its parts need not fit each other. */
export const form = z
	.strictObject(formSchema.shape)
	.meta({ id: 'Form', description: 'What a call asks, as its bundle file has it.' });

export const window = z
	.object({
		zone: z.string(),
		opensAt: at,
		closesAt: at.meta({ description: 'The first instant that is too late.' }),
		graceEndsAt: at.meta({ description: 'Until then a late application is taken.' }),
	})
	.meta({ id: 'Window' });

const callShape = {
	id: z.string(),
	edition: z.string().nullable().meta({ description: 'Slug of its edition; null for a standing call.' }),
	slug: z.string(),
	title: texts,
	summary: texts,
	noun: texts.nullable(),
	contact: z.string().nullable(),
	window,
	state: z.string().meta({ description: 'Of its window, now.', examples: ['open'] }),
	href: z.string(),
};
export const callInList = z.object(callShape).meta({ id: 'CallInList' });
export const call = z.object({ ...callShape, form }).meta({ id: 'Call' });
export const callList = listOf('CallList', callInList);

export const draft = z
	.object({
		id: z.string(),
		call: z.string(),
		application: z.string().nullable().meta({ description: 'Set when it is a change of something submitted.' }),
		revision: z.number().int().meta({ description: 'Give it back when you save.' }),
		savedAt: at,
		language: z.enum(['en', 'zh']),
		answers,
		form,
		window,
		state: z.string(),
		href: z.string(),
	})
	.meta({ id: 'Draft' });

export const draftInList = z
	.object({
		id: z.string(),
		call: z.string(),
		application: z.string().nullable(),
		title: z.string(),
		savedAt: at,
		window,
		state: z.string(),
		href: z.string(),
	})
	.meta({ id: 'DraftInList' });
export const draftList = listOf('DraftList', draftInList);

export const newDraft = z
	.strictObject({
		language: z
			.enum(['en', 'zh'])
			.optional()
			.meta({ description: 'Of the mails about it; that of the request unless told.' }),
		answers: answers.optional(),
	})
	.meta({ id: 'NewDraft', examples: [{ language: 'en', answers: { title: 'Bone loss in orbit' } }] });

export const draftChange = z
	.strictObject({
		revision: z.number().int().min(0).max(2_147_483_647),
		answers,
	})
	.meta({
		id: 'DraftChange',
		description: 'Answers to change, by field; null takes one away. Fields that are not named stay as they are.',
		examples: [{ revision: 3, answers: { title: 'Bone loss in orbit', keywords: ['bone', 'gravity'] } }],
	});

export const receipt = z
	.object({
		application: z.string(),
		number: z.string().meta({ examples: ['A-042'] }),
		version: z.number().int(),
		at,
		again: z.boolean().meta({ description: 'It had been submitted before; nothing was done again.' }),
		href: z.string(),
	})
	.meta({ id: 'Receipt' });

export const fileAnswer = z
	.object({
		answer: z.object({ file: z.string(), name: z.string(), type: z.string(), bytes: z.number().int() }),
		revision: z.number().int(),
	})
	.meta({ id: 'FileAnswer' });
