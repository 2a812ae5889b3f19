import type { Reroute } from '@sveltejs/kit/hooks';
import { splitLocale } from '#core/i18n/index.ts';

/** Chinese stands at `/zh` + path: the routes know the path alone. */
export const reroute: Reroute = ({ url }) => splitLocale(url.pathname).path;
