import { inLocale, type Locale } from '#core/i18n/index.ts';
import { partnerKinds } from '#modules/editions/bundle/index.ts';
import { type Placement, placementPicture } from '#modules/fulfilments/placement.ts';
import type { PartnerGroup } from './edition.ts';

type Partner = PartnerGroup['names'][number];

/** Partners as a page shows them: those of the records, and those whose logo is shown because it was promised. */
export interface ShownPartnerGroup extends Omit<PartnerGroup, 'names'> {
	names: (Partner & {
		/** The fulfilment through which it is shown: its picture says its name, and its link is marked as paid for. */
		placed?: string;
	})[];
}

/**
 * The groups of partners with the logos that are shown now: in the group of their kind, after those of the records; a
 * partner that the records name too is shown once. Pure.
 */
export function withPlacements(
	groups: readonly PartnerGroup[],
	slug: string,
	placements: readonly Placement[],
	locale: Locale,
): ShownPartnerGroup[] {
	return partnerKinds
		.map((kind): ShownPartnerGroup => {
			const known = groups.find((group) => group.kind === kind)?.names ?? [];
			const placed = placements
				.filter(({ among }) => among === kind)
				.map((one) => ({
					name: inLocale(one.name, locale).text,
					url: one.url,
					logo: placementPicture(slug, one, locale),
					placed: one.id,
				}));
			const names = new Set(placed.map(({ name }) => name));
			return { kind, names: [...known.filter(({ name }) => !names.has(name)), ...placed] };
		})
		.filter(({ names }) => names.length > 0);
}
