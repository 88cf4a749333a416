/** opencc-js describes its dictionaries nowhere: pairs with a space between, `|` between the pairs. */
declare module 'opencc-js/dict/*' {
  const dictionary: string;
  export default dictionary;
}
