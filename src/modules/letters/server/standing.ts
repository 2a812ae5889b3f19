import { localOf } from '#core/clock/index.ts';
import type { Context } from '#core/context/index.ts';
import type { Bilingual } from '#core/i18n/index.ts';
import { notFound } from '#core/refusal/index.ts';
import { callsForVisitor } from '#modules/calls/server/index.ts';
import type { Outcome } from '#modules/calls/stage.ts';
import { letterLogoOf, organisationsById } from '#modules/editions/server/index.ts';
import type { LetterEdition } from '../compose.ts';
import { dayRange } from '../dates.ts';
import type { LetterText } from '../letter-text.ts';
import { sampleSeal } from './images.ts';

/**
 * What the letters of a standing call have in common: its organisation writes them, with its name and picture; where an
 * edition says its days, they say the days of the window (or, letter by letter, the round). It has no wording of its own.
 * @throws Refusal `not-found`
 */
export async function standingHead(
	ctx: Context,
	callId: string,
): Promise<{ edition: LetterEdition; texts: readonly LetterText[] }> {
	const [call] = await callsForVisitor(ctx, callId);
	if (!call) throw notFound();
	const owner = (await organisationsById(ctx, [call.organisationId])).get(call.organisationId);
	const logo = await letterLogoOf(ctx, call.organisationId);
	const { zone, opensAt, closesAt } = call.window;
	const [starts = '', ends = ''] = [opensAt, closesAt - 1].map((at) => localOf(at, zone).slice(0, 10));
	const issuer = whole(owner?.name ?? {});
	return {
		edition: {
			code: call.slug,
			short: owner?.short ?? issuer.en,
			owner: issuer,
			name: whole(call.title),
			period: { en: dayRange(starts, ends, 'en'), zh: dayRange(starts, ends, 'zh') },
			starts,
			ends,
			zone,
			issuer,
			hosts: [],
			signatories: [],
			...(ctx.clock.rehearsal ? { seal: sampleSeal } : {}),
			...(logo ? { logo } : {}),
		},
		texts: [],
	};
}

/** Our wording for an outcome of a standing call that names none itself. Pure. */
export function standingText({ effect, confirm }: Pick<Outcome, 'effect' | 'confirm'>): string {
	const usual = {
		advance: 'standing-advanced',
		accept: 'standing-accepted',
		conditional: 'standing-conditional',
		waitlist: 'standing-waitlist',
		reject: 'standing-rejected',
	};
	return effect === 'accept' && confirm ? 'standing-accepted-confirm' : usual[effect];
}

function whole(text: Partial<Bilingual>): Bilingual {
	return { en: text.en ?? text.zh ?? '', zh: text.zh ?? text.en ?? '' };
}
