import type { Bilingual } from '#core/i18n/index.ts';
import type { Byline } from '../article.ts';
import type { DirectoryPerson } from './directory.ts';

/** A line of a byline as readers see it. */
export interface BylineView {
	name: Partial<Bilingual>;
	role?: Partial<Bilingual>;
	place?: Partial<Bilingual>;
	/** As an edition publishes it, for somebody of the directory. */
	orcid?: string;
}

/**
 * A byline with the names that the directory has now; who is in no directory (any more) goes by what was written. A language
 * in which the directory knows no name keeps the written one. Pure.
 */
export function bylineViews(byline: readonly Byline[], persons: ReadonlyMap<string, DirectoryPerson>): BylineView[] {
	return byline.map(({ person, name, role, place }) => {
		const known = person === undefined ? undefined : persons.get(person);
		return {
			name: { ...name, ...known?.name },
			...(role ? { role } : {}),
			...(place ? { place } : {}),
			...(known?.orcid ? { orcid: known.orcid } : {}),
		} as BylineView;
	});
}
