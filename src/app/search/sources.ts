import type { SearchSources } from '#core/search/index.ts';
import { articleSearch, articleSearchName } from '#modules/newsroom/server/index.ts';
import { statementSearch, statementSearchName } from '#modules/statements/server/index.ts';
import { editionSource } from './edition-source.ts';
import { standingCallSource } from './standing-call-source.ts';

/** Everything that a search of the public pages finds, by the name under which a module says that it changed. */
export const searchSources: SearchSources = {
	[articleSearchName]: articleSearch,
	[statementSearchName]: statementSearch,
	edition: editionSource,
	'standing-call': standingCallSource,
};
