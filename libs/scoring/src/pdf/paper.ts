/** Zones of the United States and Canada that do not begin with a word of their own. Source: tzdata, zone1970.tab. */
const AMERICAN_ZONES = new Set(
  [
    ...['Adak', 'Anchorage', 'Boise', 'Chicago', 'Denver', 'Detroit', 'Edmonton', 'Halifax', 'Juneau', 'Los_Angeles'],
    ...['Menominee', 'Metlakatla', 'Moncton', 'New_York', 'Nome', 'Phoenix', 'Puerto_Rico', 'Regina', 'Sitka'],
    ...['St_Johns', 'Toronto', 'Vancouver', 'Whitehorse', 'Winnipeg', 'Yakutat'],
  ].map((city) => `America/${city}`),
);
const AMERICAN = /^(?:US|Canada|America\/(?:Indiana|Kentucky|North_Dakota))\/|^Pacific\/Honolulu$/;

/** The paper that lies in an agency's printers: Letter in the United States and Canada, else A4. @param timezone IANA name */
export const paperOf = (timezone: string): 'LETTER' | 'A4' =>
  AMERICAN_ZONES.has(timezone) || AMERICAN.test(timezone) ? 'LETTER' : 'A4';
