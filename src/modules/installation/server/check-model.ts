import { isPublicName } from '#core/config/index.ts';
import type { Context } from '#core/context/index.ts';
import { modelIsConfigured, type ModelFault, probeMode } from '#core/language-model/index.ts';
import { type Finding, type FindingCode, finding } from '../findings.ts';

const sentences: Partial<Record<ModelFault, FindingCode>> = {
	'budget-spent': 'model-budget-spent',
	unreachable: 'model-unreachable',
	'too-slow': 'model-unreachable',
	'key-refused': 'model-key-refused',
	refused: 'model-refused',
};

/**
 * Asks the language model for one word, if one is named: whether it answers, and in which form it gives structured
 * answers. Two small calls of the day's budget at most.
 */
export async function checkModel(ctx: Context): Promise<Finding[]> {
	const { llmUrl, llmModel: model, llmKey } = ctx.config;
	if (!modelIsConfigured(ctx) || llmUrl === undefined || model === undefined) return [];
	const { host, protocol } = new URL(llmUrl);
	if (llmKey !== undefined && protocol === 'http:' && isPublicName(host) && /[a-z]/i.test(host)) {
		return [finding('model-plain', 'bad', { host })];
	}
	const probed = await probeMode(ctx, []);
	if ('mode' in probed) return [finding('model-good', 'good', { host, model, mode: probed.mode })];
	// The platform works without it: analyses are then made offline.
	const { fault, status } = probed;
	return [finding(sentences[fault] ?? 'model-broken', 'warning', { host, model, fault, status: status ?? '' })];
}
