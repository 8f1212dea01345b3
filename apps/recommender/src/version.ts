/** The version of this program: that of package.json, which is not there where only this runs. */
export const VERSION = '0.1.0';
