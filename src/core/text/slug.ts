/**
 * A part of an address made from a name: lower case Latin letters, digits and hyphens, at most `length` of them, cut at a
 * word where possible. Empty when the name holds none of these (a Chinese one): the caller then names it otherwise.
 */
export function slugOf(name: string, length = 60): string {
	const plain = name
		.replace(/ß/g, 'ss')
		.replace(/[æÆ]/g, 'ae')
		.replace(/[øØ]/g, 'o')
		.replace(/[łŁ]/g, 'l')
		.replace(/[đĐ]/g, 'd')
		.replace(/['’]/g, '')
		.normalize('NFKD')
		.replace(/\p{M}/gu, '')
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, '-')
		.replace(/^-+|-+$/g, '');
	if (plain.length <= length) return plain;
	const cut = plain.slice(0, length + 1);
	const atWord = cut.lastIndexOf('-');
	return (atWord > length / 2 ? cut.slice(0, atWord) : cut.slice(0, length)).replace(/-+$/, '');
}
