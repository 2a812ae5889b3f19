import { inLocale, type Locale } from '#core/i18n/index.ts';
import type { Bundle, PartnerKind } from '#modules/editions/bundle/index.ts';
import { eventData, jsonLd, siteData } from '#modules/publications/structured-data.ts';
import { partnerGroups } from './edition.ts';

const organising: readonly PartnerKind[] = ['host', 'organiser', 'co-organiser'];
/** Supporters give their name, which schema.org has no word for; a sponsor pays. */
const giving: readonly PartnerKind[] = ['sponsor'];

/** An edition's home for search engines: the event and its site, from the public records and nothing else. Pure. */
export function homeJsonLd(bundle: Bundle, locale: Locale, origin: string): string {
	const { edition, series } = bundle;
	const text = (value: Parameters<typeof inLocale>[0] | undefined) => (value ? inLocale(value, locale).text : '');
	const partners = partnerGroups(bundle, locale);
	const of = (kinds: readonly PartnerKind[]) =>
		partners
			.filter(({ kind }) => kinds.includes(kind))
			.flatMap(({ names }) => names.map(({ name, url }) => ({ name, url })));
	const facts = {
		locale,
		origin,
		slug: edition.slug,
		name: text(edition.name),
		short: edition.short,
		summary: text(edition.summary),
		starts: edition.starts,
		ends: edition.ends,
		zone: edition.zone,
		mode: edition.mode,
		languages: edition.languages,
		places: bundle.sites
			.filter((site) => site.kind === 'on-site' && site.state === 'published' && site.city !== undefined)
			.map((site) => ({ name: text(site.name), city: text(site.city) })),
		organisers: of(organising),
		sponsors: of(giving),
		series: { name: text(series.name), alternateName: series.short },
	};
	return jsonLd(eventData(facts), siteData(facts));
}
