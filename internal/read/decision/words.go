package decision

// pointUnit is the unit of measure that officers write behind scores, whatever their language.
const pointUnit = "điểm"
