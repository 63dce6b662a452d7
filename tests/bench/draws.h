// Draws: random numbers that are the same on every machine (SplitMix64, Box and Muller). The seed is
// mixed first: streams of neighbouring seeds must not be one stream that starts a number later. One
// thread, one stream.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>

namespace factoid::bench {

class Draws
{
  public:
    explicit Draws(std::uint64_t seed)
        : m_state(mixed(mixed(seed + kStep) ^ kSalt))
    {
    }
    std::uint64_t next()
    {
        m_state += kStep;
        return mixed(m_state);
    }
    double uniform() { return (static_cast<double>(next() >> 11) + 1) / 9007199254740993.0; }
    double normal()
    {
        constexpr double kTurn = 6.283185307179586;
        return std::sqrt(-2 * std::log(uniform())) * std::cos(kTurn * uniform());
    }
    size_t below(size_t n) { return static_cast<size_t>(next() % n); }

  private:
    static constexpr std::uint64_t kStep = 0x9E3779B97F4A7C15ULL;
    static constexpr std::uint64_t kSalt = 0xD1B54A32D192ED03ULL;
    static std::uint64_t mixed(std::uint64_t z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
        return z ^ (z >> 31);
    }
    std::uint64_t m_state;
};

} // namespace factoid::bench
