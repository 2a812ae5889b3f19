import { fail, redirect } from '@sveltejs/kit';
import { callsDoor } from '#app/calls-door.ts';
import type { Locale } from '#core/i18n/index.ts';
import { localePath } from '#core/i18n/index.ts';
import { type Problem, Refusal } from '#core/refusal/index.ts';
import { saysOfFile } from '#modules/editions/file-refusals.ts';
import { publishDrafts, saveAsset } from '#modules/editions/server/index.ts';
import { sayFormProblem } from '#modules/editions/ui/problem-sentences.ts';
import { readAssetForm, type SentAsset, type TypedAsset } from './asset-form.ts';
import { assetMessages } from './messages.ts';

/** What the page shows when a form was not taken. */
export interface AssetAnswer {
	typed: TypedAsset | undefined;
	errors: { path: string; message: string }[];
}

interface Where {
	locals: App.Locals;
	request: Request;
	params: { edition: string };
}

/**
 * Takes an upload or a change, and leads to the asset's page. What was typed comes back with what is wrong at its field.
 * @param id the asset that is changed; without it a new one
 */
export async function takeAsset(event: Where, editionId: string, id?: string) {
	const { ctx, actor, locale } = event.locals;
	let sent: SentAsset | undefined;
	let done: { id: string; cleaned: boolean };
	try {
		sent = await readAssetForm(event.request);
		if (sent.problems.length > 0) throw new Refusal('invalid', 'invalid-input', { problems: sent.problems });
		const { about, file, version, base } = sent;
		done = await saveAsset(ctx, actor, editionId, { id, about, file, version, base }, { calls: callsDoor, locale });
	} catch (thrown) {
		return refusedAsset(thrown, locale, sent);
	}
	const site = localePath(locale, `/desk/${event.params.edition}/site`);
	const key = `asset/${done.id}`;
	let state = 'saved';
	if (sent.publish) {
		try {
			await publishDrafts(ctx, actor, editionId, [key], { calls: callsDoor });
			state = 'published';
		} catch (thrown) {
			if (!(thrown instanceof Refusal) || !['conflict', 'invalid', 'not-found'].includes(thrown.kind)) throw thrown;
			// The page that publishes shows what stands against it. Nothing to publish is what is public already.
			if (thrown.kind !== 'not-found') redirect(303, `${site}/publish?key=${encodeURIComponent(key)}`);
		}
	}
	redirect(303, `${site}/assets/${done.id}?done=${state}${done.cleaned ? '&cleaned' : ''}`);
}

/** A refusal as the page shows it, each problem at its field. @throws what is no refusal of the input */
export function refusedAsset(thrown: unknown, locale: Locale, sent?: SentAsset) {
	if (!(thrown instanceof Refusal) || ['not-found', 'forbidden', 'signed-out'].includes(thrown.kind)) throw thrown;
	const t = assetMessages[locale].errors;
	const errors = thrown.problems.map((problem) => ({ path: problem.path, message: sayProblem(problem, locale) }));
	if (thrown.kind !== 'invalid' || errors.length === 0)
		errors.unshift({ path: 'file', message: sayRefusal(thrown, locale) });
	if (sent?.file && !errors.some(({ path }) => path === 'file')) errors.push({ path: 'file', message: t.again });
	return fail(thrown.status, { typed: sent?.typed, errors } satisfies AssetAnswer);
}

function sayProblem(problem: Problem, locale: Locale): string {
	const { path, code, params } = problem;
	if (path.startsWith('alternative')) return assetMessages[locale].errors.alternative;
	if (path === 'file') return saysOfFile({ code, params: { ...params, max: params?.max ?? 0 } }, locale);
	return sayFormProblem({ code, params: params ?? {} }, locale);
}

function sayRefusal({ code, params }: Refusal, locale: Locale): string {
	const t: Record<string, string | ((p: Record<string, string | number>) => string)> = assetMessages[locale].errors;
	const known = Object.hasOwn(t, code) ? t[code] : t.other;
	return typeof known === 'function' ? known({ ...params, code }) : (known ?? code);
}
