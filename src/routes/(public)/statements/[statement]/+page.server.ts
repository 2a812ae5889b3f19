import { inLocale } from '#core/i18n/index.ts';
import {
	countriesOf,
	countSignatures,
	errataOf,
	firstSignatories,
	listSignatories,
	snapshotsOf,
	versionsOf,
} from '#modules/statements/server/index.ts';
import { messages } from '#modules/statements/ui/messages.ts';
import { getRunning } from '../../../../app/running.ts';
import { keptStatement } from '../keep-statement.ts';
import { countryBars, headOf, signatoryView, statementJsonLd, textViews } from '../views.ts';
import type { PageServerLoad } from './$types';

/** So many of the list stand on the page of the statement itself. */
const shown = 12;

export const load: PageServerLoad = async ({ locals, params }) => {
	const { ctx, locale } = locals;
	const one = await keptStatement(locals, params.statement, { signatures: true });
	const { id, version } = one;
	const head = headOf(one, locale, ctx.clock.edition.now());
	const signed = head.phase === 'none' ? null : await signatures();
	return {
		head,
		jsonLd: statementJsonLd(one, locale, getRunning().origin),
		texts: textViews(one, locale),
		signed,
		versions: (await versionsOf(ctx, id)).map((entry) => ({
			...entry,
			note: entry.note ? inLocale(entry.note, locale).text : null,
		})),
		errata: (await errataOf(ctx, id)).map((entry) => ({ ...entry, note: inLocale(entry.note, locale).text })),
		snapshots: await snapshotsOf(ctx, id),
	};

	async function signatures() {
		const counts = await countSignatures(ctx, id, version);
		const first = await firstSignatories(ctx, id);
		const { items } = await listSignatories(ctx, id);
		return {
			counts,
			first: first.map((entry) => signatoryView(entry, version, locale)),
			listed: items.slice(0, shown).map((entry) => signatoryView(entry, version, locale)),
			countries: countryBars(await countriesOf(ctx, id), locale, messages[locale]),
		};
	}
};
