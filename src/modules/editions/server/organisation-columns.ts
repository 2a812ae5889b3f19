import type { Bilingual } from '#core/i18n/index.ts';
import { organisation } from './tables.ts';

/** What pages show of an organisation. */
export const organisationColumns = {
	slug: organisation.slug,
	name: organisation.name,
	short: organisation.short,
	url: organisation.url,
	logo: organisation.logo,
	country: organisation.country,
};
/** An organisation as pages show it. */
export interface OrganisationView {
	slug: string;
	name: Partial<Bilingual>;
	short: string | null;
	url: string | null;
	logo: string | null;
	country: string | null;
}
