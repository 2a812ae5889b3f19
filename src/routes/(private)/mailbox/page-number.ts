/** The page that an address asks for: a whole number from 1, or 1. */
export function pageNumber(url: URL): number {
	const number = Number(url.searchParams.get('page') ?? 1);
	return Number.isInteger(number) && number >= 1 ? number : 1;
}
