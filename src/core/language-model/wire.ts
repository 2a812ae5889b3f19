import { z } from 'zod';

/** What is said to a model; there are no tools and no pictures. */
export interface Message {
	role: 'system' | 'user' | 'assistant';
	content: string;
}

/** How the form of the answer is asked for, from the strictest to the loosest. */
export const answerModes = ['json_schema', 'json_object', 'text'] as const;
export type AnswerMode = (typeof answerModes)[number];

/** The part of a completion that we read; providers add to it. */
export const completionSchema = z.object({
	model: z.string().max(200).optional().catch(undefined),
	choices: z
		.array(
			z.object({
				finish_reason: z.string().nullish(),
				message: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }),
			}),
		)
		.min(1),
	usage: z
		.object({
			prompt_tokens: z.number().int().nonnegative().max(1e9).catch(0),
			completion_tokens: z.number().int().nonnegative().max(1e9).catch(0),
		})
		.nullish()
		.catch(undefined),
});
export type Completion = z.infer<typeof completionSchema>;

/** Why no answer came, or none that can be used; for the log and as a code in catalogues. */
export const modelFaults = [
	'off',
	'budget-spent',
	'unreachable',
	'too-slow',
	'broken-off',
	'redirected',
	'key-refused',
	'refused',
	'busy',
	'server-fault',
	'too-large',
	'not-an-answer',
	'cut-short',
	'declined',
	'not-the-schema',
] as const;
export type ModelFault = (typeof modelFaults)[number];

/** Faults that may be gone a moment later. */
export const passing: ReadonlySet<ModelFault> = new Set(['unreachable', 'broken-off', 'busy', 'server-fault']);

/** A conversation as it goes over the wire. `schema` is JSON Schema. Pure. */
export function requestBody(input: {
	model: string;
	messages: readonly Message[];
	mode: AnswerMode;
	schemaName: string;
	schema: unknown;
	maxTokens: number;
}): string {
	const { model, messages, mode, schema, schemaName, maxTokens } = input;
	const format =
		mode === 'json_schema'
			? { response_format: { type: mode, json_schema: { name: schemaName, strict: true, schema } } }
			: mode === 'json_object'
				? { response_format: { type: mode } }
				: {};
	return JSON.stringify({ model, messages, temperature: 0, max_tokens: maxTokens, stream: false, ...format });
}
