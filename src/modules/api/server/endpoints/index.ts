import type { Endpoint } from '../endpoint.ts';
import { aboutEndpoints } from './about.ts';
import { applicationEndpoints } from './applications.ts';
import { determinationEndpoints } from './determinations.ts';
import { draftEndpoints } from './drafts.ts';
import { editionEndpoints } from './editions.ts';
import { fileEndpoints } from './files.ts';
import { requestEndpoints } from './requests.ts';

/** Everything that the interface does. The router and the document are both made from this list. */
export const endpoints: readonly Endpoint[] = [
	...editionEndpoints,
	...applicationEndpoints,
	...determinationEndpoints,
	...requestEndpoints,
	...draftEndpoints,
	...fileEndpoints,
	...aboutEndpoints,
];
