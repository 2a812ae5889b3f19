import { encode } from 'uqr';

/**
 * A QR code as SVG, black on white with the quiet zone of 4 modules that scanners ask for. Error correction M: it
 * survives a fold or a stamp over some 15 % of it. What lies side by side in a row is one rectangle.
 */
export function qrSvg(text: string): string {
	const { data, size } = encode(text, { ecc: 'M', border: 4 });
	let path = '';
	for (const [y, row] of data.entries()) {
		for (let x = 0; x < size; x += 1) {
			const from = x;
			while (row[x]) x += 1;
			if (x > from) path += `M${from},${y}h${x - from}v1H${from}z`;
		}
	}
	return (
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges">` +
		`<path fill="white" d="M0,0h${size}v${size}H0z"/><path fill="black" d="${path}"/></svg>`
	);
}
