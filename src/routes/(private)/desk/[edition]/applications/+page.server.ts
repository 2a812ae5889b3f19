import { inLocale } from '#core/i18n/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import { fieldByRole, optionsOf } from '#modules/calls/form.ts';
import { type DeskListInput, deskList } from '#modules/calls/server/index.ts';
import { tracksOf } from '#modules/editions/server/index.ts';
import { openDesk } from '../../open-desk.ts';
import { trackPlaces } from '../tracks.ts';
import { readListQuery } from './list-query.ts';
import type { PageServerLoad } from './$types';

const size = 50;

export const load: PageServerLoad = async (event) => {
	const { ctx, actor, locale } = event.locals;
	const { desk, calls } = await openDesk(event, 'application.list');
	const asked = readListQuery(event.url.searchParams);
	const { filters, sort, descending, cursor } = asked;
	const input: DeskListInput = { ...filters, edition: desk.id, sort, descending, cursor, limit: size };
	// A page that is no longer there (an old link, an address typed by hand) is the first one.
	const found = await deskList(ctx, actor, input).catch((refusal) => {
		if (refusal instanceof Refusal && refusal.code === 'bad-cursor') return null;
		throw refusal;
	});
	const query = found ? asked : { ...asked, cursor: null, from: 1 };
	const list = found ?? (await deskList(ctx, actor, { ...input, cursor: null }));
	const modes = new Map(
		calls.flatMap(({ form }) => {
			const field = fieldByRole(form, 'mode');
			return field?.kind === 'choice' ? optionsOf(field).map(({ id, label }) => [id, label[locale]] as const) : [];
		}),
	);
	return {
		query,
		list,
		tracks: trackPlaces(await tracksOf(ctx, desk.id), locale),
		choices: {
			calls: list.calls.map(({ slug, title }) => ({ value: slug, label: inLocale(title, locale).text })),
			tracks: list.tracks.map(({ id, label }) => ({
				value: id,
				label: id === label[locale] ? id : `${id} ${label[locale]}`,
			})),
			outcomes: list.outcomes.map(({ id, label }) => ({ value: id, label: label[locale] })),
			modes: [...modes].map(([value, label]) => ({ value, label })),
		},
	};
};
